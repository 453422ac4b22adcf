package org.postmeister.transport.smtp.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A server's reply (RFC 5321, section 4.2).
 *
 * @param status negative if there was none: the connection has ended, or the reply could not be
 *     parsed
 * @param text all lines, as received
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

  /** Whether the server says that it will not continue, whatever the command was. */
  public boolean isOfTheServer() {
    return status == SERVICE_CLOSING || status == AUTHENTICATION_REQUIRED;
  }
}
