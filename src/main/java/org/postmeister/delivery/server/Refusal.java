package org.postmeister.delivery.server;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/**
 * A server did not accept a message, for a reason that may have nothing to do with it.
 *
 * @param step at which it said so
 * @param code of the failure
 * @param reply its own words, null if there are none
 * @param lasting whether trying again is useless until a person has changed something
 * @param ofMessage whether the server may as well have meant the message itself
 */
public record Refusal(
    SendStep step, String code, @Nullable String reply, boolean lasting, boolean ofMessage) {

  // Of temporary replies (RFC 5321, section 4.2.2; RFC 3463; Exchange Online's 432).
  private static final Set<String> STATUS = Set.of("421", "432", "454");
  private static final Set<String> ENHANCED = Set.of("4.3.2", "4.4.5", "4.5.3");
  private static final Pattern WORDS =
      Pattern.compile(
          "too (many|much|fast|quick)|\\blimit|\\brate\\b|exceed|throttl|slow"
              + " down|concurren|simultan|\\bbusy\\b|overload|maximum number");
  private static final Pattern PER_CONNECTION =
      Pattern.compile(
          "\\b(messages|mails|transactions|recipients)\\b.*\\b(session|connection)\\b"
              + "|\\b(session|connection)\\b.*\\b(messages|mails|transactions)\\b");
  private static final Pattern GREYLISTING = Pattern.compile("gr[ae]y-?list");

  public static Refusal of(SendFailure failure, @Nullable String reply, boolean lasting) {
    return new Refusal(failure.step(), failure.code(), reply, lasting, false);
  }

  public static Refusal ofMessage(SendFailure failure, @Nullable String reply) {
    return new Refusal(failure.step(), failure.code(), reply, false, true);
  }

  /** Whether a limit may have been exceeded: of connections, messages, or messages per minute. */
  public boolean mayBeLimit() {
    if (!ofMessage) {
      return true;
    }
    if (reply == null || reply.length() < 3 || reply.charAt(0) != '4') {
      return false;
    }
    String words = reply.toLowerCase(Locale.ROOT);
    String enhanced = enhanced();
    // Address and mailbox belong to the recipient, full mailboxes included.
    if (GREYLISTING.matcher(words).find()
        || enhanced.startsWith("4.1.")
        || enhanced.startsWith("4.2.")) {
      return false;
    }
    return STATUS.contains(reply.substring(0, 3))
        || ENHANCED.contains(enhanced)
        || WORDS.matcher(words).find()
        // What servers say to clients that they do not know yet (greylisting).
        || (enhanced.startsWith("4.7.") && step != SendStep.RECIPIENT);
  }

  /** Whether it concerns one recipient: nothing in it mentions a limit. */
  boolean isOfRecipient() {
    return step == SendStep.RECIPIENT
        && !ENHANCED.contains(enhanced())
        && (reply == null || !WORDS.matcher(reply.toLowerCase(Locale.ROOT)).find());
  }

  /** Whether the server mentions a limit per connection. */
  boolean namesConnection() {
    if (reply == null) {
      return false;
    }
    String words = reply.toLowerCase(Locale.ROOT);
    return enhanced().equals("4.5.3")
        || (WORDS.matcher(words).find() && PER_CONNECTION.matcher(words).find());
  }

  /** Whether it may mean that there was too much in a short time. */
  boolean mayBeRate() {
    if (reply == null || !reply.startsWith("4") || lasting || isOfRecipient()) {
      return false;
    }
    // With 421 alone servers also announce that they are shutting down.
    return !reply.startsWith("421")
        || enhanced().startsWith("4.7.")
        || WORDS.matcher(reply.toLowerCase(Locale.ROOT)).find();
  }

  private String enhanced() {
    if (reply == null) {
      return "";
    }
    String[] words = reply.split("[ -]", 3);
    return words.length > 1 ? words[1] : "";
  }
}
