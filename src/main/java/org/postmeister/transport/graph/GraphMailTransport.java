package org.postmeister.transport.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.transport.microsoft.AccessTokenProvider;
import org.postmeister.transport.microsoft.MicrosoftProperties;
import org.postmeister.transport.microsoft.Resource;
import org.postmeister.transport.microsoft.TokenCheck;
import org.springframework.stereotype.Component;

/** Mail through Microsoft Graph. */
@Component
class GraphMailTransport implements MailTransport {

  private final AccessTokenProvider accessTokens;
  private final TokenCheck tokenCheck;
  private final GraphSender sender;
  private final MicrosoftProperties properties;

  GraphMailTransport(
      AccessTokenProvider accessTokens,
      TokenCheck tokenCheck,
      GraphSender sender,
      MicrosoftProperties properties) {
    this.accessTokens = accessTokens;
    this.tokenCheck = tokenCheck;
    this.sender = sender;
    this.properties = properties;
  }

  // More would only wait for each other.
  @Override
  public int mostConnections() {
    return properties.requestsInFlight();
  }

  @Override
  public boolean serves(Authentication authentication) {
    return authentication instanceof Authentication.MicrosoftGraph;
  }

  @Override
  public MailConnection connect(SendingServer server, boolean stepByStep) {
    Authentication.MicrosoftGraph graph =
        (Authentication.MicrosoftGraph) server.settings().authentication();
    return new GraphConnection(
        account(server.owner(), graph, server.secret(), server.settings().senderAddress()), sender);
  }

  private GraphAccount account(
      @Nullable MailOwner stored,
      Authentication.MicrosoftGraph graph,
      @Nullable Secret secret,
      @Nullable EmailAddress senderAddress) {
    return new GraphAccount(
        graph.registration(),
        accessTokens.of(
            stored, graph.registration(), Objects.requireNonNull(secret), Resource.GRAPH),
        Objects.requireNonNull(senderAddress));
  }

  @Override
  public TestReport test(TestMail mail, SendProgress progress) {
    Authentication.MicrosoftGraph graph =
        (Authentication.MicrosoftGraph) mail.server().authentication();
    GraphAccount account =
        account(mail.storedOwner(), graph, mail.secret(), mail.server().senderAddress());
    return new GraphCheck(mail, account, sender, tokenCheck, progress).run();
  }
}
