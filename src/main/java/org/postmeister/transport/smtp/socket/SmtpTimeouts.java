package org.postmeister.transport.smtp.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Seconds;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.SendStep;

/**
 * The timeouts of one conversation; each applies to a complete reply, in however many pieces it
 * arrives.
 *
 * @param connect for looking up the host, and for connecting to each of its addresses
 * @param answer for each reply before the content
 * @param data for the reply to {@code DATA}
 * @param block for each block of the content
 * @param message for the reply to the complete message
 */
public record SmtpTimeouts(
    Duration connect, Duration answer, Duration data, Duration block, Duration message) {

  /** The same, except for what is set for the server. */
  public SmtpTimeouts with(MailServerSettings server) {
    Seconds ofAnswer = server.get(MailServerField.ANSWER_SECONDS);
    return new SmtpTimeouts(
        or(server.get(MailServerField.CONNECT_SECONDS), connect),
        or(ofAnswer, answer),
        or(ofAnswer, data),
        block,
        or(server.get(MailServerField.MESSAGE_SECONDS), message));
  }

  private static Duration or(@Nullable Seconds set, Duration usual) {
    return set == null ? usual : set.toDuration();
  }

  /**
   * @param contentSent whether all of the content has been sent
   */
  public Duration at(SendStep step, boolean contentSent) {
    if (step != SendStep.DATA) {
      return answer;
    }
    return contentSent ? message : data;
  }
}
