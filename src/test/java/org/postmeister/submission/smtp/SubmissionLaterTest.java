package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.delivery.outbox.QueueDepth;
import org.postmeister.delivery.store.QueueOfTests;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.security.TokenScope;
import org.postmeister.submission.SubmissionService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** What clients are told to try again later, and that they can on the same connection. */
@PostmeisterTest
class SubmissionLaterTest extends SubmissionTestCase {

  @Autowired private QueueDepth depth;
  @Autowired private CommandContext context;
  @Autowired private SubmissionService service;
  @Autowired private MailPolicyService policies;
  @Autowired private DataSource dataSource;
  @Autowired private TestClock.Turnable clock;

  private final Deque<Runnable> undo = new ArrayDeque<>();

  @AfterEach
  void putBack() {
    undo.forEach(Runnable::run);
    undo.clear();
    forgetWhatWasCounted();
  }

  private void replace(Object target, String field, Object value) {
    Object usual = ReflectionTestUtils.getField(target, field);
    undo.push(() -> ReflectionTestUtils.setField(target, field, usual));
    ReflectionTestUtils.setField(target, field, value);
  }

  private void forgetWhatWasCounted() {
    clock.forward(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"tenant-queue-limit, 452 4.2.2, 250", "queue-limit, 452 4.3.1, 452 4.3.1"})
  void aFullQueueIsOfTheTenantOrOfAll(String limit, String own, String others) throws Exception {
    assertThat(submit(MESSAGE, "a@example.org")).startsWith("250");
    replace(depth, "properties", QueueOfTests.with(limit, "1"));
    forgetWhatWasCounted();

    assertThat(submit(MESSAGE, "b@example.org")).startsWith(own);
    SomeTenants.create(tenants, "other");
    try (RawSmtpClient client = RawSmtpClient.plain(port()).startTls()) {
      client.signIn("other", token("other", TokenScope.MESSAGES_SEND));
      assertThat(submit(client, MESSAGE)).startsWith(others);
    }
    deliveries.run();
    forgetWhatWasCounted();
    assertThat(submit(MESSAGE, "b@example.org")).startsWith("250");
  }

  @Test
  void aFullDiskIsNotTheClientsFault() throws IOException {
    // So large may none be that the disk has room for several of them.
    replace(context, "delivery", QueueOfTests.with("max-message-size", "1000000000MB"));
    try (RawSmtpClient client = signedIn()) {
      String large =
          MESSAGE.replace("..dots", "x".repeat(998) + ("\r\n" + "x".repeat(998)).repeat(99));
      assertThat(submit(client, large)).startsWith("452 4.3.1");
      assertThat(submit(client, MESSAGE)).startsWith("250");
    }
    assertThat(sent()).hasSize(1);
  }

  @Test
  void noMemoryLeftIsNotTheClientsFault() throws IOException {
    replace(service, "memory", mock(MemoryBudget.class));
    try (RawSmtpClient client = signedIn()) {
      assertThat(submit(client, MESSAGE)).startsWith("452 4.3.1");
      putBack();
      assertThat(submit(client, MESSAGE)).startsWith("250");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNotTheClientsFault() throws Exception {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>");
      client.ask("RCPT TO:<a@example.org>");
      client.ask("DATA");
      String reply =
          withoutDatabase(() -> {
            client.send(MESSAGE);
            return client.read();
          });
      assertThat(reply).startsWith("451 4.3.0 The database");
      assertThat(submit(client, MESSAGE)).startsWith("250");
    }
    assertThat(sent()).hasSize(1);
  }

  @Test
  void nobodyIsToldThatAPasswordIsWrongIfTheDatabaseDoesNotAnswer() throws Exception {
    String unused = token("acme", TokenScope.MESSAGES_SEND);
    try (RawSmtpClient client = RawSmtpClient.plain(port()).startTls()) {
      assertThat(withoutDatabase(() -> client.signIn("acme", unused)))
          .startsWith("454 4.7.0 The database");
      assertThat(client.signIn("acme", unused)).startsWith("235");
    }
  }

  private <T> T withoutDatabase(Callable<T> what) throws Exception {
    HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
    // Of the configuration, the pool has a copy.
    replace(pool.getHikariPoolMXBean(), "connectionTimeout", 250L);
    List<Connection> all = new ArrayList<>();
    try {
      while (all.size() < pool.getMaximumPoolSize()) {
        all.add(pool.getConnection());
      }
      return what.call();
    } finally {
      putBack();
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  @Test
  void waitingMakesSenseWhereAServerIsYetToBeConfigured() throws IOException {
    policies.save(tenant, new MailPolicy(false, true), null);
    assertThat(submit(MESSAGE, "a@example.org")).startsWith("451 4.3.0");
  }

  private static String submit(RawSmtpClient client, String message) throws IOException {
    client.ask("MAIL FROM:<noreply@example.com>");
    client.ask("RCPT TO:<b@example.org>");
    client.ask("DATA");
    client.send(message);
    return client.read();
  }
}
