package org.postmeister.mailserver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test mail.
 *
 * @param steps every step, in order
 * @param failure null if the mail was sent
 * @param serverReply the server's own last words, null if there are none
 * @param messageId of the mail, null unless it was sent
 */
public record TestReport(
    List<StepResult> steps,
    @Nullable SendFailure failure,
    @Nullable String serverReply,
    @Nullable String messageId) {

  public boolean isSent() {
    return failure == null;
  }
}
