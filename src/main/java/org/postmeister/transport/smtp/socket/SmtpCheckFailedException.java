package org.postmeister.transport.smtp.socket;

import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/**
 * A step failed for a known reason. A {@link MessagingException}, so that Angus Mail lets it
 * through.
 */
public class SmtpCheckFailedException extends MessagingException {

  private final transient SendFailure failure;
  private final @Nullable String serverReply;

  public SmtpCheckFailedException(
      SendStep step, String code, @Nullable String serverReply, Object... arguments) {
    super(code);
    this.failure = new SendFailure(step, code, arguments);
    this.serverReply = serverReply;
  }

  public SendFailure failure() {
    return failure;
  }

  public @Nullable String serverReply() {
    return serverReply;
  }
}
