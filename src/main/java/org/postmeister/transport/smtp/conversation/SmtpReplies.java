package org.postmeister.transport.smtp.conversation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.Redaction;

/** Server replies (RFC 5321, section 4.2), prepared for display. */
public final class SmtpReplies {

  private static final int MAX_LENGTH = 1000;
  private static final Pattern ENHANCED_STATUS =
      Pattern.compile("^\\d{3}[ -](\\d\\.\\d{1,3}\\.\\d{1,3})\\b");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

  private SmtpReplies() {}

  /**
   * The reply without line breaks, control characters and anything beyond what a person would read.
   */
  public static String shorten(@Nullable String reply) {
    if (reply == null) {
      return "";
    }
    String clean = CONTROL.matcher(reply.strip()).replaceAll("�");
    return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH) + " …";
  }

  /** The enhanced status code (RFC 3463) in the reply, null if there is none. */
  public static @Nullable String enhancedStatus(String reply) {
    Matcher matcher = ENHANCED_STATUS.matcher(reply);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** The reply without secrets, in case a server repeats them; null if there was none. */
  public static @Nullable String without(@Nullable String reply, Redaction secrets) {
    return reply == null || reply.isBlank() || reply.startsWith("[EOF]")
        ? null
        : shorten(secrets.hide(reply));
  }
}
