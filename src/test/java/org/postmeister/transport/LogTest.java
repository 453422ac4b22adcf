package org.postmeister.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.TestReport;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.mailserver.testmail.TestMailText;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeGraph;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is logged, and however much of it: neither secrets nor access tokens. */
@PostmeisterTest
class LogTest {

  private static final String[] LOUD = {
    "ROOT",
    "org.postmeister",
    "com.microsoft",
    "okhttp3",
    "org.springframework.web",
    "org.springframework.jdbc",
    "org.springframework.security"
  };

  @Autowired private SystemMailServerService mailServers;
  @Autowired private TestMailService tests;
  @Autowired private Outbox outbox;
  @Autowired private TestDeliveries deliveries;
  @Autowired private TestClock.Turnable clock;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Level> before = new ArrayList<>();
  private final ScriptedSmtpServer smtp =
      new ScriptedSmtpServer().offering("AUTH XOAUTH2").withStartTls(TestAuthority.valid());

  @BeforeEach
  void listen() {
    TestMicrosoft.reset();
    SignedIn.asSystemAdmin();
    log.start();
    for (String name : LOUD) {
      before.add(logger(name).getLevel());
      logger(name).setLevel(Level.DEBUG);
    }
    logger("ROOT").addAppender(log);
  }

  @AfterEach
  void stop() {
    logger("ROOT").detachAppender(log);
    for (int i = 0; i < LOUD.length; i++) {
      logger(LOUD[i]).setLevel(before.get(i));
    }
    smtp.close();
  }

  @Test
  void holdsNeitherSecretsNorTokens() throws Exception {
    FakeEntra entra = TestMicrosoft.entra();
    FakeGraph graph = TestMicrosoft.graph();
    store(TestMailServers.graph());
    assertThat(test().isSent()).isTrue();
    graph.answer("/sendMail", FakeGraph.refusal(401, "InvalidAuthenticationToken", "No."));
    assertThat(test().isSent()).isFalse();
    graph.answer("/sendMail", Answer.html(500, "Down"));
    assertThat(test().isSent()).isFalse();
    graph.cut("/sendMail");
    assertThat(test().isSent()).isFalse();
    entra.answer("/token", FakeEntra.refusal(401, "invalid_client", 7000215, "Invalid secret."));
    assertThat(test().isSent()).isFalse();
    entra.cut("/token");
    assertThat(test().isSent()).isFalse();
    TestMicrosoft.reset();
    store(
        TestMailServers.smtp(
            "localhost",
            smtp.port(),
            Encryption.STARTTLS,
            new Authentication.SmtpOauth2(
                Username.of("noreply@example.com"), TestMailServers.registration())));
    assertThat(test().isSent()).isTrue();
    smtp.on("AUTH", "535 5.7.3 Authentication unsuccessful");
    assertThat(test().isSent()).isFalse();

    assertThat(lines()).anyMatch(line -> line.contains("msal4j"));
    assertNothingHiddenIsLogged(entra);
  }

  @Test
  void holdsNeitherSecretsNorWhatMessagesSay() throws Exception {
    FakeGraph graph = TestMicrosoft.graph();
    store(TestMailServers.graph());
    outbox.enqueue(SomeMessages.withEverything(MailOwner.SYSTEM, 5_000_000), null);
    send();
    graph.answer("/sendMail", FakeGraph.refusal(401, "InvalidAuthenticationToken", "No."));
    send();
    graph.cut("/sendMail");
    send();
    TestMicrosoft.reset();
    smtp.on(".", "554 5.7.1 We do not like that");
    store(
        TestMailServers.smtp(
            "localhost",
            smtp.port(),
            Encryption.STARTTLS,
            new Authentication.SmtpOauth2(
                Username.of("noreply@example.com"), TestMailServers.registration())));
    send();

    assertThat(smtp.commands()).contains("How do you do?");
    assertNothingHiddenIsLogged(TestMicrosoft.entra());
    assertThat(lines())
        .noneMatch(line -> line.contains("How do you do?"))
        .noneMatch(line -> line.contains("YWFhYWFhYWFhYWFh"));
  }

  private void send() throws InterruptedException {
    clock.forward(Duration.ofHours(1));
    outbox.enqueue(SomeMessages.to(MailOwner.SYSTEM, "to@example.net"), null);
    deliveries.run();
  }

  private void assertNothingHiddenIsLogged(FakeEntra entra) {
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(entra.issued()).isNotEmpty();
    for (String hidden : hidden(entra)) {
      assertThat(lines).noneMatch(line -> line.contains(hidden));
    }
  }

  private static List<String> hidden(FakeEntra entra) {
    List<String> hidden = new ArrayList<>();
    hidden.add(TestMicrosoft.SECRET);
    hidden.add(URLEncoder.encode(TestMicrosoft.SECRET, StandardCharsets.UTF_8));
    hidden.add(base64(TestMicrosoft.SECRET));
    for (FakeEntra.Issued token : entra.issued()) {
      hidden.add(token.value());
      // The part that only the token has.
      hidden.add(token.value().substring(token.value().lastIndexOf('.') + 1));
      hidden.add(base64("user=noreply@example.com\1auth=Bearer " + token.value() + "\1\1"));
    }
    return hidden;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void store(MailServerSettings settings) {
    mailServers.save(TestMailServers.draft(settings, TestMicrosoft.SECRET), null);
  }

  private TestReport test() throws Exception {
    // Whatever Microsoft wanted to be left alone for is over.
    clock.forward(Duration.ofMinutes(2));
    return tests
        .start(
            EmailAddress.of("to@example.net"),
            null,
            TestMailText.usual(Locale.ENGLISH),
            StepListener.NONE)
        .report()
        .get(60, TimeUnit.SECONDS);
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream()
        .map(event ->
            event.getLoggerName()
                + " "
                + event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .toList();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
