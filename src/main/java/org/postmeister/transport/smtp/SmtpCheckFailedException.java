package org.postmeister.transport.smtp;

import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckStep;

/**
 * A step failed, and why is known. A {@link MessagingException}, so that Angus Mail lets it
 * through.
 */
class SmtpCheckFailedException extends MessagingException {

  private final transient CheckFailure failure;
  private final @Nullable String serverReply;

  SmtpCheckFailedException(
      CheckStep step, String code, @Nullable String serverReply, Object... arguments) {
    super(code);
    this.failure = new CheckFailure(step, code, arguments);
    this.serverReply = serverReply;
  }

  CheckFailure failure() {
    return failure;
  }

  @Nullable String serverReply() {
    return serverReply;
  }
}
