package org.postmeister.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.provider.Arguments;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.postmeister.transport.google.TestServiceAccounts;
import org.postmeister.transport.microsoft.MicrosoftClients;

/** What tests of sending by SMTP over real connections have in common. */
abstract class SmtpTestCase {

  static final String PASSWORD = "correct horse battery";

  final FakeEntra entra = new FakeEntra();
  final MicrosoftClients microsoft = new MicrosoftClients(entra.url(), null, Clock.systemUTC());
  final SmtpMailTransport transport =
      new SmtpMailTransport(
          new SmtpProperties(
              Duration.ofSeconds(2),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofMillis(700),
              Duration.ofSeconds(2),
              Duration.ofSeconds(3)),
          new TrustedAuthorityStore(TestAuthority.trusted().toString()),
          microsoft.tokens(),
          microsoft.tokenCheck(),
          TestServiceAccounts.none());
  final ScriptedSmtpServer server = new ScriptedSmtpServer();
  final Recorder recorder = new Recorder();

  @AfterEach
  void stop() {
    server.close();
    microsoft.close();
    entra.close();
  }

  MailServerSettings smtp(Encryption encryption) {
    return TestMailServers.smtp("localhost", server.port(), encryption, new Authentication.None());
  }

  MailServerSettings withLogin(Encryption encryption) {
    return TestMailServers.smtp(
        "localhost",
        server.port(),
        encryption,
        new Authentication.UsernamePassword(Username.of("user")));
  }

  TestReport test(MailServerSettings settings) {
    return test(settings, null);
  }

  TestReport test(MailServerSettings settings, @Nullable String password) {
    return transport.test(mail(settings, password), new SendProgress(recorder));
  }

  static TestMail mail(MailServerSettings settings, @Nullable String password) {
    return new TestMail(
        MailOwner.SYSTEM,
        false,
        settings,
        AddressFilter.ANY,
        password == null ? null : Secret.of(password),
        EmailAddress.of("somebody@example.net"),
        Instant.now(),
        TestMail.Content.ofText("Test", "Grüße"));
  }

  static void assertFailed(TestReport report, SendStep step, String code) {
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().code()).isEqualTo(code);
    assertThat(report.failure().step()).isEqualTo(step);
    assertThat(report.messageId()).isNull();
    assertThat(report.steps())
        .extracting(StepResult::step)
        .containsExactlyElementsOf(SmtpCheck.STEPS);
    assertThat(report.steps()).filteredOn(result -> result.status() == Status.FAILED).hasSize(1);
  }

  static Arguments refusal(String what, String verb, String reply, SendStep step, String code) {
    return Arguments.of(what, verb, reply, step, code);
  }

  static final class Recorder implements StepListener {

    final List<String> events = new ArrayList<>();

    @Override
    public void begun(SendStep step) {
      events.add(step + " begun");
    }

    @Override
    public void ended(StepResult result) {
      events.add(result.step() + " " + result.status());
    }
  }

  static Stream<Encryption> encryptions() {
    return Stream.of(Encryption.STARTTLS, Encryption.TLS);
  }

  void encrypt(Encryption encryption, SSLContext context) {
    if (encryption == Encryption.TLS) {
      server.withImplicitTls(context);
    } else {
      server.withStartTls(context);
    }
  }
}
