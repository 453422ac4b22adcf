package org.postmeister.delivery.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Node;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.server.Refusal;
import org.postmeister.delivery.server.RetryPolicy;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.AddressFilter;
import org.postmeister.mailserver.spi.RecipientAnswer;
import org.postmeister.mailserver.spi.RecipientAnswer.Outcome;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendResult;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.SendingServer;
import org.postmeister.mailserver.spi.ServerFailure;
import org.postmeister.testing.TestMailServers;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is stored of an attempt. */
class AttemptWriterTest {

  private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = ACCEPTED.plus(Duration.ofHours(1));
  private static final EmailAddress FIRST = EmailAddress.of("first@example.org");
  private static final EmailAddress SECOND = EmailAddress.of("second@example.org");

  private final Node node = new Node();
  private final AttemptWriter writer =
      new AttemptWriter(
          new SendingServer(
              MailOwner.SYSTEM,
              TestMailServers.open("mail.example.com", 25),
              AddressFilter.ANY,
              null,
              1,
              null),
          new RetryPolicy(
              new Binder(new MapConfigurationPropertySource(Map.of()))
                  .bindOrCreate("postmeister.delivery", DeliveryProperties.class)),
          node,
          Clock.fixed(NOW, ZoneOffset.UTC));

  /** What is different from one message to the other. */
  private record Before(
      @Nullable Instant firstTried,
      int attempts,
      int uncertain,
      boolean atMostOnce,
      @Nullable Instant expires) {

    private static final Before NOTHING = new Before(null, 0, 0, false, null);
  }

  private static ClaimedMessage message(Before before, Recipient... recipients) {
    return new ClaimedMessage(
        7,
        MailOwner.SYSTEM,
        ACCEPTED,
        ACCEPTED,
        before.firstTried(),
        before.attempts(),
        "<id@example.com>",
        List.of(recipients),
        100,
        false,
        false,
        before.uncertain(),
        before.atMostOnce(),
        before.expires(),
        null,
        SenderPolicy.REFUSE,
        null);
  }

  private static Recipient waiting(EmailAddress address) {
    return new Recipient(address, Recipient.Kind.TO, MessageStatus.QUEUED, null, null, false);
  }

  private static RecipientAnswer answer(EmailAddress of, Outcome outcome, @Nullable String code) {
    return new RecipientAnswer(
        of,
        outcome,
        code == null ? null : new SendFailure(SendStep.RECIPIENT, code),
        "reply to " + of,
        "4.0.0");
  }

  private AttemptResult result(ClaimedMessage message, RecipientAnswer... answers) {
    return writer.result(
        message,
        new SendResult(List.of(answers), null, "250 bye", List.of("line"), false),
        NOW,
        Duration.ofMillis(5));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ACCEPTED, DELIVERED",
    "REFUSED, REFUSED",
    "DEFERRED, DEFERRED",
    "UNCERTAIN, DEFERRED",
  })
  void anAnswerMakesAState(Outcome outcome, MessageStatus status) {
    AttemptResult result =
        result(
            message(Before.NOTHING, waiting(FIRST)),
            answer(FIRST, outcome, outcome == Outcome.ACCEPTED ? null : "some_failure"));

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.recipients())
        .singleElement()
        .returns(status, Recipient::status)
        .returns("reply to " + FIRST, Recipient::reply)
        .returns("4.0.0", Recipient::enhancedStatus)
        .returns(outcome == Outcome.UNCERTAIN, Recipient::uncertain);
    assertThat(result.dueAt() != null).isEqualTo(status == MessageStatus.DEFERRED);
    assertThat(result.uncertain()).isEqualTo(outcome == Outcome.UNCERTAIN ? 1 : 0);
    assertThat(result.attempt())
        .returns(NOW, Attempt::at)
        .returns(Duration.ofMillis(5), Attempt::duration)
        .returns(status, Attempt::outcome)
        .returns(MailOwner.SYSTEM, Attempt::via)
        .returns("mail.example.com:25", Attempt::server)
        .returns(outcome == Outcome.UNCERTAIN, Attempt::uncertain)
        .returns(false, Attempt::ofServer)
        .returns(outcome == Outcome.ACCEPTED ? "250 bye" : "reply to " + FIRST, Attempt::reply)
        .returns("4.0.0", Attempt::enhancedStatus)
        .returns(List.of("line"), Attempt::transcript)
        .returns(node.name(), Attempt::node);
  }

  @Test
  void theFirstFailureTellsAndWhoHasEndedIsLeftAsItIs() {
    Recipient had = waiting(FIRST).with(MessageStatus.DELIVERED, "250 before", "2.0.0");
    EmailAddress third = EmailAddress.of("third@example.org");
    AttemptResult result =
        result(
            message(Before.NOTHING, had, waiting(SECOND), waiting(third)),
            answer(FIRST, Outcome.REFUSED, "not_asked"),
            answer(third, Outcome.ACCEPTED, null),
            answer(SECOND, Outcome.DEFERRED, "greylisted"));

    assertThat(result.recipients()).contains(had);
    assertThat(result.recipients())
        .extracting(Recipient::status)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.DEFERRED, MessageStatus.DELIVERED);
    AttemptResult of =
        result(
            message(Before.NOTHING, waiting(SECOND), waiting(third)),
            answer(third, Outcome.ACCEPTED, null),
            answer(SECOND, Outcome.DEFERRED, "greylisted"));
    assertThat(of.attempt().failure()).isNotNull().returns("greylisted", SendFailure::code);
    assertThat(of.attempt().reply()).isEqualTo("reply to " + SECOND);
  }

  @ParameterizedTest(name = "attempt {0}")
  @CsvSource({"1, 60", "2, 120", "3, 240"})
  void theNextAttemptIsLaterEachTime(int attempt, long seconds) {
    AttemptResult result =
        result(
            message(new Before(NOW, attempt - 1, 0, false, null), waiting(FIRST)),
            answer(FIRST, Outcome.DEFERRED, "greylisted"));

    assertThat(Duration.between(NOW, result.dueAt()))
        .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1200));
  }

  @Test
  void whatExpiresSoonerIsLookedAtThen() {
    Instant end = NOW.plusSeconds(10);
    AttemptResult result =
        result(
            message(new Before(null, 0, 0, false, end), waiting(FIRST)),
            answer(FIRST, Outcome.DEFERRED, "greylisted"));
    AttemptResult later =
        result(
            message(new Before(null, 0, 0, false, NOW.plus(Duration.ofDays(1))), waiting(FIRST)),
            answer(FIRST, Outcome.DEFERRED, "greylisted"));

    assertThat(result.dueAt()).isEqualTo(end);
    assertThat(later.dueAt()).isBefore(NOW.plusSeconds(73));
  }

  @Test
  void whatAServerHasHadForTooLongIsGivenUp() {
    Before old = new Before(NOW.minus(Duration.ofDays(2)), 9, 0, false, null);
    assertThat(result(message(old, waiting(FIRST)), answer(FIRST, Outcome.DEFERRED, "greylisted")))
        .returns(MessageStatus.REFUSED, AttemptResult::status)
        .returns(null, AttemptResult::dueAt);
    // That may have arrived before.
    assertThat(
            result(
                message(old, waiting(FIRST).with(true)),
                answer(FIRST, Outcome.DEFERRED, "greylisted")))
        .returns(MessageStatus.UNCERTAIN, AttemptResult::status);
    assertThat(
            result(message(old, waiting(FIRST)), answer(FIRST, Outcome.UNCERTAIN, "answer_lost")))
        .returns(MessageStatus.UNCERTAIN, AttemptResult::status);
  }

  @ParameterizedTest(name = "after {0} in doubt, at most once {1}: {2}")
  @CsvSource({
    "0, false, DEFERRED",
    "1, false, DEFERRED",
    "2, false, UNCERTAIN",
    "0, true, UNCERTAIN"
  })
  void soManyAttemptsMayBeInDoubt(int before, boolean atMostOnce, MessageStatus status) {
    AttemptResult result =
        result(
            message(new Before(NOW, before, before, atMostOnce, null), waiting(FIRST)),
            answer(FIRST, Outcome.UNCERTAIN, "answer_lost"));

    assertThat(result)
        .returns(status, AttemptResult::status)
        .returns(before + 1, AttemptResult::uncertain);
  }

  @Test
  void whoHasCertainlyNotGotItWaitsOn() {
    AttemptResult result =
        result(
            message(new Before(NOW, 2, 2, false, null), waiting(FIRST), waiting(SECOND)),
            answer(FIRST, Outcome.UNCERTAIN, "answer_lost"),
            answer(SECOND, Outcome.DEFERRED, "greylisted"));

    assertThat(result.recipients())
        .extracting(Recipient::status)
        .containsExactly(MessageStatus.UNCERTAIN, MessageStatus.DEFERRED);
  }

  @Test
  void whatIsSaidOfTheServerIsNotSaidOfARecipient() {
    AttemptResult result =
        result(
            message(Before.NOTHING, waiting(FIRST)),
            answer(FIRST, Outcome.DEFERRED, "server_unavailable"));

    assertThat(result.recipients())
        .singleElement()
        .returns(null, Recipient::reply)
        .returns(null, Recipient::enhancedStatus)
        .returns(MessageStatus.DEFERRED, Recipient::status);
    assertThat(result.attempt().reply()).isEqualTo("reply to " + FIRST);
  }

  @Test
  void aServerThatCannotBeUsedCostsNoAttempt() {
    ClaimedMessage message =
        message(new Before(NOW, 1, 1, false, null), waiting(FIRST), waiting(SECOND));
    ServerFailure failure =
        new ServerFailure(new SendFailure(SendStep.CONNECT, "connection_refused"), true, "words");

    AttemptOutcome down = writer.down(message, failure, List.of("line"), NOW, Duration.ofMillis(5));

    assertThat(down.serverFailure()).isEqualTo(failure);
    assertThat(down.suspectsServer()).isFalse();
    assertThat(down.result().ofServer())
        .returns(MessageStatus.DEFERRED, AttemptResult::status)
        .returns(null, AttemptResult::dueAt)
        .returns(1, AttemptResult::uncertain)
        .returns(message.recipients(), AttemptResult::recipients);
    assertThat(down.result().ofServer().attempt())
        .returns(true, Attempt::ofServer)
        .returns("words", Attempt::reply)
        .returns(List.of("line"), Attempt::transcript)
        .returns(MessageStatus.DEFERRED, Attempt::outcome)
        .returns(node.name(), Attempt::node);
    assertThat(down.refusal())
        .isNotNull()
        .returns("connection_refused", Refusal::code)
        .returns(true, Refusal::lasting);
    // If it was the message after all.
    assertThat(down.result().status()).isEqualTo(MessageStatus.DEFERRED);
    assertThat(down.result().dueAt()).isNotNull();
    assertThat(down.result().attempt().failure())
        .isNotNull()
        .returns("connection_refused", SendFailure::code);
  }

  @Test
  void aRefusalIsTheFirstThatWasPutOff() {
    List<RecipientAnswer> answers =
        List.of(
            answer(FIRST, Outcome.REFUSED, "recipient_unknown"),
            answer(SECOND, Outcome.DEFERRED, "greylisted"));

    assertThat(refusal(answers))
        .isNotNull()
        .returns("greylisted", Refusal::code)
        .returns("reply to " + SECOND, Refusal::reply)
        .returns(true, Refusal::ofMessage);
    assertThat(refusal(answers.subList(0, 1))).isNull();
    assertThat(
            refusal(
                Stream.concat(
                        answers.stream(),
                        Stream.of(answer(FIRST, Outcome.UNCERTAIN, "answer_lost")))
                    .toList()))
        .as("somebody may have got it")
        .isNull();
    assertThat(
            refusal(
                Stream.concat(answers.stream(), Stream.of(answer(FIRST, Outcome.ACCEPTED, "taken")))
                    .toList()))
        .as("somebody has got it")
        .isNull();
  }

  private @Nullable Refusal refusal(List<RecipientAnswer> answers) {
    ClaimedMessage message =
        message(new Before(NOW, 1, 1, false, null), waiting(FIRST), waiting(SECOND));
    SendResult sent = new SendResult(answers, null, null, List.of(), false);
    return new AttemptOutcome(
            writer.result(message, sent, NOW, Duration.ofMillis(5)), answers, null)
        .refusal();
  }
}
