package org.postmeister.transport.graph;

import java.util.Objects;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.transport.microsoft.AccessTokens;
import org.postmeister.transport.microsoft.Resource;
import org.postmeister.transport.microsoft.TokenCheck;
import org.springframework.stereotype.Component;

/** Mail through Microsoft Graph. */
@Component
class GraphMailTransport implements MailTransport {

  private final AccessTokens accessTokens;
  private final TokenCheck tokenCheck;
  private final GraphSender sender;

  GraphMailTransport(AccessTokens accessTokens, TokenCheck tokenCheck, GraphSender sender) {
    this.accessTokens = accessTokens;
    this.tokenCheck = tokenCheck;
    this.sender = sender;
  }

  @Override
  public boolean serves(Authentication authentication) {
    return authentication instanceof Authentication.MicrosoftGraph;
  }

  @Override
  public TestReport test(TestMail mail, CheckProgress progress) {
    Authentication.MicrosoftGraph graph =
        (Authentication.MicrosoftGraph) mail.server().authentication();
    GraphAccount account =
        new GraphAccount(
            graph.registration(),
            accessTokens.of(
                mail.stored(),
                graph.registration(),
                Objects.requireNonNull(mail.secret()),
                Resource.GRAPH),
            Objects.requireNonNull(mail.server().senderAddress()));
    return new GraphCheck(mail, account, sender, tokenCheck, progress).run();
  }
}
