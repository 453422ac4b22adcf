package org.postmeister.transport.smtp;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.spi.MailConnection;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailedException;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.transport.google.GoogleException;
import org.postmeister.transport.google.ServiceAccount;
import org.postmeister.transport.google.ServiceAccountProvider;
import org.postmeister.transport.microsoft.AccessToken;
import org.postmeister.transport.microsoft.AccessTokenProvider;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.Resource;
import org.postmeister.transport.microsoft.TokenCheck;
import org.postmeister.transport.microsoft.TokenSource;
import org.postmeister.transport.smtp.conversation.LoginMechanismCache;
import org.postmeister.transport.smtp.conversation.PipeliningFaultCache;
import org.postmeister.transport.smtp.conversation.SmtpConversation;
import org.postmeister.transport.smtp.socket.SmtpDeadlineWatch;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** Mail by SMTP: without a login, with a password, or with an access token. */
@Component
class SmtpMailTransport implements MailTransport {

  private static final String SEND_AS_APP = "SMTP.SendAsApp";

  private final SmtpProperties properties;
  private final SmtpEnvironment environment;
  private final AccessTokenProvider accessTokens;
  private final TokenCheck tokenCheck;
  private final ServiceAccountProvider serviceAccounts;

  SmtpMailTransport(
      SmtpProperties properties,
      TrustedAuthorityStore authorities,
      AccessTokenProvider accessTokens,
      TokenCheck tokenCheck,
      ServiceAccountProvider serviceAccounts) {
    this.properties = properties;
    this.environment =
        new SmtpEnvironment(
            authorities,
            new SmtpDeadlineWatch(),
            new PipeliningFaultCache(),
            new LoginMechanismCache());
    this.accessTokens = accessTokens;
    this.tokenCheck = tokenCheck;
    this.serviceAccounts = serviceAccounts;
  }

  @PreDestroy
  void close() {
    environment.deadlines().close();
  }

  @Override
  public boolean serves(Authentication authentication) {
    return authentication.mode().usesSmtp();
  }

  @Override
  public TestReport test(TestMail mail, SendProgress progress) {
    return switch (mail.server().authentication()) {
      case Authentication.None none -> check(mail, progress, SmtpCheck.STEPS, null);
      case Authentication.UsernamePassword login ->
          check(
              mail,
              progress,
              SmtpCheck.STEPS,
              SmtpConversation.Login.withPassword(name(login), secret(mail).reveal()));
      case Authentication.SmtpOauth2 login -> testWithToken(mail, login, progress);
      case Authentication.GoogleServiceAccount login -> testWithToken(mail, login, progress);
      case Authentication.MicrosoftGraph graph ->
          throw new IllegalStateException("Microsoft Graph is not an SMTP server");
    };
  }

  @Override
  public int mostConnections() {
    return Integer.MAX_VALUE;
  }

  @Override
  public MailConnection connect(SendingServer server, boolean stepByStep)
      throws ServerFailedException, InterruptedException {
    return switch (server.settings().authentication()) {
      case Authentication.None none -> connect(server, null, stepByStep);
      case Authentication.UsernamePassword login ->
          connect(
              server,
              SmtpConversation.Login.withPassword(
                  name(login), Objects.requireNonNull(server.secret()).reveal()),
              stepByStep);
      case Authentication.SmtpOauth2 login -> connectWithToken(server, login, stepByStep);
      case Authentication.GoogleServiceAccount login -> connectWithToken(server, login, stepByStep);
      case Authentication.MicrosoftGraph graph ->
          throw new IllegalStateException("Microsoft Graph is not an SMTP server");
    };
  }

  private MailConnection connect(
      SendingServer server, SmtpConversation.@Nullable Login login, boolean stepByStep)
      throws ServerFailedException, InterruptedException {
    return new SmtpConnector(
            server, login, environment, stepByStep, properties.ofOutbox(server.settings()))
        .connect();
  }

  // A token may have been revoked early: one more attempt with a new one, as with Graph.
  private MailConnection connectWithToken(
      SendingServer server, Authentication.SmtpOauth2 login, boolean stepByStep)
      throws ServerFailedException, InterruptedException {
    TokenSource source =
        accessTokens.of(
            server.owner(),
            login.registration(),
            Objects.requireNonNull(server.secret()),
            Resource.EXCHANGE);
    try {
      AccessToken token = source.current();
      try {
        return connect(server, withToken(login, token), stepByStep);
      } catch (ServerFailedException e) {
        if (!e.failure().failure().code().equals("oauth2_refused")) {
          throw e;
        }
        return connect(server, withToken(login, source.insteadOf(token)), stepByStep);
      }
    } catch (MicrosoftException e) {
      throw new ServerFailedException(e.failure().asServerFailure(SendStep.TOKEN), e);
    }
  }

  private MailConnection connectWithToken(
      SendingServer server, Authentication.GoogleServiceAccount login, boolean stepByStep)
      throws ServerFailedException, InterruptedException {
    ServiceAccount account =
        serviceAccounts.of(server.owner(), Objects.requireNonNull(server.secret()), name(login));
    try {
      String token = account.current();
      try {
        return connect(
            server, SmtpConversation.Login.withAccessToken(name(login), token), stepByStep);
      } catch (ServerFailedException e) {
        if (!e.failure().failure().code().equals("google_mailbox_refused")) {
          throw e;
        }
        return connect(
            server,
            SmtpConversation.Login.withAccessToken(name(login), account.fresh()),
            stepByStep);
      }
    } catch (GoogleException e) {
      throw new ServerFailedException(e.asServerFailure(), e);
    }
  }

  private static SmtpConversation.Login withToken(
      Authentication.SmtpOauth2 login, AccessToken token) {
    return SmtpConversation.Login.withAccessToken(name(login), token.value());
  }

  private TestReport testWithToken(
      TestMail mail, Authentication.SmtpOauth2 login, SendProgress progress) {
    List<SendStep> steps =
        Stream.concat(TokenCheck.STEPS.stream(), SmtpCheck.STEPS.stream()).toList();
    TokenSource source =
        accessTokens.of(mail.storedOwner(), login.registration(), secret(mail), Resource.EXCHANGE);
    try {
      AccessToken token = tokenCheck.run(source, SEND_AS_APP, progress);
      return check(mail, progress, steps, withToken(login, token));
    } catch (MicrosoftException e) {
      return progress.failed(steps, e.failure().at(progress.current()), e.failure().reply());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return progress.failed(steps, new SendFailure(progress.current(), "cancelled"), null);
    }
  }

  private TestReport testWithToken(
      TestMail mail, Authentication.GoogleServiceAccount login, SendProgress progress) {
    List<SendStep> steps =
        Stream.concat(Stream.of(SendStep.TOKEN), SmtpCheck.STEPS.stream()).toList();
    ServiceAccount account = serviceAccounts.of(mail.storedOwner(), secret(mail), name(login));
    try {
      progress.begin(SendStep.TOKEN);
      String token = account.fresh();
      progress.ok(
          new DefaultMessageSourceResolvable(
              new String[] {"check.google_token"}, new Object[] {account.email()}));
      return check(
          mail, progress, steps, SmtpConversation.Login.withAccessToken(name(login), token));
    } catch (GoogleException e) {
      return progress.failed(steps, e.failure(), e.reply());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return progress.failed(steps, new SendFailure(progress.current(), "cancelled"), null);
    }
  }

  private TestReport check(
      TestMail mail,
      SendProgress progress,
      List<SendStep> steps,
      SmtpConversation.@Nullable Login login) {
    return new SmtpCheck(
            mail, progress, steps, login, environment, properties.ofTestMail(mail.server()))
        .run();
  }

  private static String name(Authentication login) {
    return Objects.requireNonNull(login.username()).value();
  }

  private static Secret secret(TestMail mail) {
    return Objects.requireNonNull(mail.secret());
  }
}
