package org.postmeister.transport.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.OutgoingMail;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.testing.FakeGraph;

/** Which mailbox a message is sent through. */
class GraphConnectionTest extends GraphTestCase {

  @Test
  void sendsThroughTheMailboxThatAMessageIsFrom() throws Exception {
    graph.user("billing@example.com", "Billing");

    assertThat(send("Billing <billing@example.com>").recipients())
        .extracting(RecipientAnswer::outcome)
        .containsExactly(RecipientAnswer.Outcome.ACCEPTED);
    send(SENDER);

    assertThat(graph.sent())
        .extracting(FakeGraph.Sent::user)
        .containsExactly("billing@example.com", SENDER);
  }

  /** Exchange decides whether the server's mailbox may send as an address without a mailbox. */
  @Test
  void whoMayNotBeSentAsIsNoFaultOfTheServer() throws Exception {
    SendResult result = send("alias@example.com");

    assertThat(result.serverFailure()).isNull();
    assertThat(result.recipients())
        .singleElement()
        .returns(RecipientAnswer.Outcome.REFUSED, RecipientAnswer::outcome)
        .satisfies(answer -> assertThat(answer.failure().code()).isEqualTo("graph_send_as_denied"));
  }

  /** However it is spelled there. */
  @Test
  void everyRecipientIsInAHeaderThatGraphReads() throws Exception {
    send(SENDER, "To: to@Example.NET, other@example.net\r\n");
    send(SENDER, "To: undisclosed recipients\r\n");

    assertThat(graph.sent())
        .extracting(sent -> Arrays.toString(sent.message().getAllRecipients()))
        .containsExactly("[to@Example.NET]", "[to@example.net]");
  }

  private SendResult send(String from) throws InterruptedException {
    return send(from, "To: to@example.net\r\n");
  }

  private SendResult send(String from, String to) throws InterruptedException {
    return new GraphConnection(account(), sender)
        .send(
            new OutgoingMail(
                ("From: " + from + "\r\n" + to + "Subject: s\r\n\r\nHello\r\n")
                    .getBytes(StandardCharsets.US_ASCII),
                EmailAddress.of(SENDER),
                null,
                List.of(EmailAddress.of("to@example.net")),
                List.of(),
                false,
                false,
                false),
            null);
  }
}
