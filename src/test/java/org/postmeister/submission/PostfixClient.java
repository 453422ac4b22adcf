package org.postmeister.submission;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.PostfixRelay;
import org.postmeister.testing.PostfixServer;

/** Postfix of a machine whose {@code relayhost} is Postmeister. */
final class PostfixClient implements SubmissionClient {

  @Override
  public Optional<String> whyNot() {
    return PostfixServer.whyNot();
  }

  @Override
  public boolean submit(Order order, StringBuilder replies) throws Exception {
    try (PostfixRelay relay =
        PostfixRelay.submitting(
            order.port(), order.tls(), PackagedSubmission.TENANT, order.password())) {
      if (!AngusClient.submitPlain(
          new Order(relay.port(), false, "", order.recipient(), order.message()), replies)) {
        return false;
      }
      // It answers before it sends.
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> relay.log().matches("(?s).*status=(sent|deferred|bounced).*"));
      replies.append(relay.log());
      return relay.log().contains("status=sent");
    }
  }

  @Override
  public String toString() {
    return "Postfix";
  }
}
