package org.postmeister.transport.smtp.conversation;

import org.jspecify.annotations.Nullable;

/**
 * An answer of a server (RFC 5321, section 4.2).
 *
 * @param status less than 0 if it was none: the connection has ended, or nobody knows what was said
 * @param text all lines of it, as they came
 */
public record SmtpReply(int status, String text) {

  static final int START_MAIL_INPUT = 354;
  static final int SERVICE_CLOSING = 421;
  static final int BAD_SEQUENCE = 503;
  public static final int AUTHENTICATION_REQUIRED = 530;

  static SmtpReply of(int status, @Nullable String text) {
    return new SmtpReply(status, text == null ? "" : text);
  }

  public boolean isPositive() {
    return status >= 200 && status < 300;
  }

  public boolean isRefusal() {
    return status >= 400 && status < 600;
  }

  /** Whether the server says of itself that it will not go on, whatever the command was. */
  public boolean isOfTheServer() {
    return status == SERVICE_CLOSING || status == AUTHENTICATION_REQUIRED;
  }
}
