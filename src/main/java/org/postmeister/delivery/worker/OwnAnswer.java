package org.postmeister.delivery.worker;

import java.util.List;
import java.util.stream.Stream;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendStep;

/** Results for a message that originate here: no server is to blame for them. */
final class OwnAnswer {

  private OwnAnswer() {}

  /** If there is no recipient left. */
  static SendResult nobody() {
    return new SendResult(List.of(), null, null, List.of(), false);
  }

  /** A stored address that is invalid by today's rules is never shown to a server. */
  static SendResult withInvalid(ClaimedMessage message, SendResult sent) {
    SendFailure failure = new SendFailure(SendStep.RECIPIENT, "recipient_invalid");
    List<RecipientAnswer> answers =
        Stream.concat(
                sent.recipients().stream(),
                message.waiting().stream()
                    .filter(recipient -> !recipient.isValid())
                    .map(recipient ->
                        new RecipientAnswer(
                            recipient, RecipientAnswer.Outcome.REFUSED, failure, null, null)))
            .toList();
    return new SendResult(
        answers, sent.serverFailure(), sent.reply(), sent.transcript(), sent.connectionOnly());
  }

  /** For all recipients still waiting for the message. */
  static SendResult to(ClaimedMessage message, RecipientAnswer.Outcome outcome, String code) {
    SendFailure failure = new SendFailure(SendStep.DATA, code);
    return new SendResult(
        message.waiting().stream()
            .map(recipient -> new RecipientAnswer(recipient, outcome, failure, null, null))
            .toList(),
        null,
        null,
        List.of(),
        false);
  }
}
