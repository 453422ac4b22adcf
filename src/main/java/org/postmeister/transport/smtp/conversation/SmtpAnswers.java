package org.postmeister.transport.smtp.conversation;

import static org.postmeister.mailserver.spi.SendStep.AUTHENTICATE;
import static org.postmeister.mailserver.spi.SendStep.CONNECT;
import static org.postmeister.mailserver.spi.SendStep.DATA;
import static org.postmeister.mailserver.spi.SendStep.RECIPIENT;
import static org.postmeister.mailserver.spi.SendStep.SENDER;
import static org.postmeister.mailserver.spi.SendStep.TLS;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendStep;

/**
 * Refusals with a more specific meaning: by their code, their enhanced code (RFC 3463, 4954, 5248,
 * 7372, 7504, 7505, 8461) and the words of servers that have none. The first match counts.
 */
public final class SmtpAnswers {

  private static final Set<SendStep> LOGIN = EnumSet.of(AUTHENTICATE);
  private static final Set<SendStep> ENVELOPE = EnumSet.of(SENDER, RECIPIENT, DATA);
  private static final Set<SendStep> TO = EnumSet.of(RECIPIENT, DATA);
  private static final Set<SendStep> BEFORE_CONTENT = EnumSet.of(CONNECT, TLS, SENDER, RECIPIENT);
  private static final Set<SendStep> ANY = EnumSet.of(CONNECT, TLS, SENDER, RECIPIENT, DATA);

  private static final String SENDING_LIMIT = "sending_limit_reached";

  /** Refusals that concern this machine, whichever message they are a reply to. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("greeting_name_refused", "reverse_dns_missing", "address_blocked", "takes_no_mail");

  /**
   * @param status codes that it may have, as a regular expression
   * @param enhanced codes that it may have; null if they do not matter
   * @param words that it contains, in lower case; null if they do not matter
   */
  private record Line(
      Set<SendStep> steps,
      Pattern status,
      @Nullable Pattern enhanced,
      @Nullable Pattern words,
      String code) {

    boolean fits(SendStep step, int status, @Nullable String enhanced, String words) {
      return steps.contains(step)
          && this.status.matcher(Integer.toString(status)).matches()
          && (this.enhanced == null
              || (enhanced != null && this.enhanced.matcher(enhanced).matches()))
          && (this.words == null || this.words.matcher(words).find());
    }
  }

  private static final List<Line> LINES =
      List.of(
          // Signing in (RFC 4954, section 6).
          said(LOGIN, "5..", "basic authentication is disabled", "authentication_basic_disabled"),
          said(LOGIN, "5..", "smtpclientauthentication", "authentication_smtp_disabled"),
          said(
              LOGIN,
              "5..",
              "application-specific password|app(lication)? password",
              "authentication_needs_app_password"),
          said(
              LOGIN, "5..", "web ?(log|sign)-?in|web browser", "authentication_needs_app_password"),
          coded(LOGIN, "4..", "4\\.7\\.12", "authentication_mechanism_refused"),
          coded(LOGIN, "5..", "5\\.7\\.9", "authentication_mechanism_refused"),
          coded(LOGIN, "5..", "5\\.7\\.11", "authentication_needs_encryption"),
          said(LOGIN, "50[0-4]|534", "", "authentication_mechanism_refused"),
          said(
              LOGIN,
              "535",
              "mechanism|authentication type|auth method",
              "authentication_mechanism_refused"),
          said(LOGIN, "538", "", "authentication_needs_encryption"),
          // Refusals of this machine.
          said(
              ANY,
              "[45]..",
              "(helo|ehlo)( command)? rejected|(invalid|bad|bogus|forged|illegal|malformed)"
                  + " (helo|ehlo|hostname)|(helo|ehlo)[^.]{0,40}(invalid|not valid|not fully|"
                  + "must be|does not resolve|bogus)|fully-qualified hostname",
              "greeting_name_refused"),
          coded(ANY, "[45]..", "[45]\\.7\\.25", "reverse_dns_missing"),
          said(
              ANY,
              "[45]..",
              "reverse (dns|hostname|lookup|name)|\\bptr\\b|\\brdns\\b|cannot find your (reverse"
                  + " )?hostname|no reverse",
              "reverse_dns_missing"),
          said(
              BEFORE_CONTENT,
              "[45]..",
              "(client|host|ip|server|address|network)[^;:]{0,60}(blocked|listed|blacklist|block"
                  + " ?list"
                  + "|denied)[^;:]{0,40}(spamhaus|spamcop|barracuda|\\bdnsbl\\b|\\brbl\\b|list)|blocked"
                  + " using|\\bs3140\\b|\\bs3150\\b|banned sending ip|(poor|bad) reputation",
              "address_blocked"),
          coded(ANY, "5..", "5\\.7\\.(511|606|607|608|609|708)", "address_blocked"),
          coded(ANY, "5..", "5\\.3\\.2", "takes_no_mail"),
          coded(Set.of(CONNECT), "521|554", "5\\.3\\.2", "takes_no_mail"),
          said(EnumSet.of(CONNECT, SENDER), "521", "", "takes_no_mail"),
          // Who may send as whom, and where to.
          said(ENVELOPE, "556", "", "recipient_domain_takes_no_mail"),
          said(TO, "5..", "null ?mx", "recipient_domain_takes_no_mail"),
          said(
              ENVELOPE,
              "[45]..",
              "relay(ing)? (access )?(is )?(denied|not permitted|not"
                  + " allowed|prohibited)|(unable|not permitted|not allowed) to relay|we do not"
                  + " relay",
              "relay_denied"),
          said(ENVELOPE, "[45]..", "(is|are) not verified", "sender_not_verified"),
          coded(
              ENVELOPE,
              "[45]..",
              "[45]\\.7\\.(2[0-46-9]|509|512)",
              "sender_domain_not_authenticated"),
          said(
              ENVELOPE,
              "[45]..",
              "\\bspf\\b|\\bdmarc\\b|\\bdkim\\b",
              "sender_domain_not_authenticated"),
          said(
              ENVELOPE,
              "[45]..",
              "(daily|hourly|sending|outbound)[a-z ]{0,20}(limit|quota)[a-z ]{0,12}exceed"
                  + "|exceeded[a-z ]{0,20}(daily|hourly|sending|outbound)[a-z ]{0,12}(limit|quota)"
                  + "|bad outbound sender|outbound ?spam",
              SENDING_LIMIT),
          coded(ENVELOPE, "5..", "5\\.4\\.5", SENDING_LIMIT),
          coded(ANY, "5..", "5\\.7\\.(70[0-24-7]|709|7[1-4]\\d)", SENDING_LIMIT),
          coded(ENVELOPE, "5..", "5\\.7\\.60|5\\.2\\.252", "sender_refused"),
          said(
              ENVELOPE,
              "5..",
              "sendas ?denied|permissions? to send as|sender address rejected: not owned|not owned"
                  + " by user|sender is not allowed",
              "sender_refused"),
          said(ENVELOPE, "5..", "sender address rejected", "sender_refused"),
          // Recipients.
          coded(TO, "[45]..", "[45]\\.2\\.2", "mailbox_full"),
          said(TO, "[45]..", "(mailbox|quota|inbox)[a-z ]{0,20}(full|exceeded)", "mailbox_full"),
          coded(TO, "5..", "5\\.1\\.(1|10|351)", "recipient_unknown"),
          said(
              TO,
              "5..",
              "(user|recipient|mailbox|address|account)[a-z' ]{0,20}(unknown|not found|does ?n.t"
                  + " exist|does not exist|unavailable)|unknown (user|recipient)|no such (user|"
                  + "recipient|mailbox)",
              "recipient_unknown"),
          // There is no specific code for it: most servers use 4.7.1.
          said(ENVELOPE, "4..", "gr[ae]y-?list", "greylisted"),
          coded(ENVELOPE, "4..", "4\\.7\\.1", "greylisted"));

  private SmtpAnswers() {}

  private static Line said(Set<SendStep> steps, String status, String words, String code) {
    return new Line(
        steps,
        Pattern.compile(status),
        null,
        words.isEmpty() ? null : Pattern.compile(words),
        code);
  }

  private static Line coded(Set<SendStep> steps, String status, String enhanced, String code) {
    return new Line(steps, Pattern.compile(status), Pattern.compile(enhanced), null, code);
  }

  /**
   * The specific meaning of a refusal; null if it has none.
   *
   * @param step at which it came
   */
  public static @Nullable String meaning(SendStep step, int status, String reply) {
    String enhanced = SmtpReplies.enhancedStatus(reply);
    // In a reply of several lines, words may be split.
    String words =
        reply
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\R\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3}[ ])?", " ")
            .replaceAll("\\s+", " ");
    return LINES.stream()
        .filter(line -> line.fits(step, status, enhanced, words))
        .map(Line::code)
        .findFirst()
        .orElse(null);
  }

  /** Whether a refusal concerns this machine or the account, so that no message is to blame. */
  public static boolean isOfTheConnection(String code, int status) {
    return OF_THE_CONNECTION.contains(code) || (code.equals(SENDING_LIMIT) && status >= 500);
  }
}
