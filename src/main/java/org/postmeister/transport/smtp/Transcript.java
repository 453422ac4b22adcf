package org.postmeister.transport.smtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.Redaction;

/** What was said about one message; without secrets, and without the message itself. */
final class Transcript {

  private static final String RECIPIENT = "RCPT TO:";
  // A message may have many recipients; nobody reads more than this.
  private static final int MAX_LINES = 200;

  private static final int START_MAIL_INPUT = 354;

  /** A reply to {@code RCPT TO}. */
  record Reply(int status, String text) {}

  private final Redaction secrets;
  private final List<String> lines = new ArrayList<>();
  private final List<Reply> recipients = new ArrayList<>();
  private boolean asksForRecipient;
  private boolean contentWanted;

  Transcript(Redaction secrets) {
    this.secrets = secrets;
  }

  void sent(String command) {
    asksForRecipient = command.startsWith(RECIPIENT);
    add("C: " + secrets.hide(command));
  }

  void heard(int status, @Nullable String reply) {
    contentWanted |= status == START_MAIL_INPUT;
    String clean = SmtpReplies.without(reply, secrets);
    if (asksForRecipient) {
      recipients.add(new Reply(status, clean == null ? "" : clean));
      asksForRecipient = false;
    }
    add("S: " + (clean == null ? "(nothing)" : clean));
  }

  /** Whether the server has asked for the message; before that it has nothing of it. */
  boolean isContentWanted() {
    return contentWanted;
  }

  /** The replies to the recipients so far, in their order. */
  List<Reply> recipients() {
    return recipients;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else if (lines.size() == MAX_LINES) {
      lines.add("…");
    }
  }
}
