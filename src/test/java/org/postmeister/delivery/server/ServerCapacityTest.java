package org.postmeister.delivery.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.delivery.server.ServerCapacity.Verdict;
import org.postmeister.delivery.store.ClaimedMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;

/** How many connections a server gets and what is learnt, without a socket and a clock. */
class ServerCapacityTest {

  private static final Duration SLOW = Duration.ofMillis(50);
  private static final Refusal BUSY =
      Refusal.of(new SendFailure(SendStep.CONNECT, "server_unavailable"), "421 4.7.0 busy", false);
  private static final Refusal RATE =
      Refusal.ofMessage(
          new SendFailure(SendStep.SENDER, "temporarily_refused"), "450 4.7.1 slow down");
  private static final ServerLimits KNOWN = ServerLimits.NONE.withFirstTaken(Instant.EPOCH);

  private final ServerCapacity capacity = new ServerCapacity(20, null, KNOWN);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private Verdict refused(Refusal refusal, int sentBefore, int others) {
    return refused(refusal, sentBefore, others, message());
  }

  private Verdict refused(Refusal refusal, int sentBefore, int others, QueuedMessage message) {
    message.strike(sentBefore == 0, now);
    return capacity.refused(refusal, sentBefore, others, message, now);
  }

  private QueuedMessage message() {
    return new QueuedMessage(
        new ClaimedMessage(
            1,
            MailOwner.SYSTEM,
            now,
            now,
            null,
            0,
            "<1@example.com>",
            List.of(),
            1,
            false,
            false,
            0,
            false,
            null,
            null,
            SenderPolicy.REFUSE,
            null),
        null);
  }

  private void taken(int open, int times) {
    for (int i = 0; i < times; i++) {
      capacity.taken(open, SLOW, now);
    }
  }

  @Test
  void beginsWithAFewAndOpensMoreWhileTheyAreOfUse() {
    assertThat(capacity.connections(now)).isEqualTo(5);
    taken(5, 3);
    assertThat(capacity.connections(now)).isEqualTo(8);
    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(50);
      capacity.allAreBusy(now);
    }
    assertThat(capacity.connections(now)).as("and not more").isEqualTo(20);
  }

  @Test
  void givesAStrangerLittleUntilItHasTakenSomething() {
    ServerCapacity stranger = new ServerCapacity(20, null, ServerLimits.NONE);

    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(50);
      stranger.allAreBusy(now);
    }
    assertThat(stranger.connections(now)).isEqualTo(2);
    stranger.taken(2, SLOW, now);
    assertThat(stranger.connections(now)).isEqualTo(6);
  }

  @Test
  void opensNoMoreForAServerThatAnswersAtOnce() {
    for (int i = 0; i < 1000; i++) {
      capacity.taken(5, Duration.ofMillis(1), now);
      capacity.allAreBusy(now);
    }
    assertThat(capacity.connections(now)).isEqualTo(5);
  }

  @Test
  void aRefusalMeansFewerConnectionsWhileOthersWorkAndLaterOneMoreIsTried() {
    assertThat(refused(BUSY, 0, 4)).isEqualTo(Verdict.AGAIN);
    assertThat(refused(BUSY, 0, 3)).isEqualTo(Verdict.AGAIN);
    assertThat(capacity.connections(now)).isEqualTo(3);
    assertThat(capacity.learnt().connections()).as("nothing has worked yet").isNull();

    taken(3, 20);
    assertThat(capacity.learnt())
        .returns(3, ServerLimits::connections)
        .returns("421 4.7.0 busy", ServerLimits::reply)
        .returns(now, ServerLimits::learntAt);
    assertThat(capacity.connections(now)).isEqualTo(3);

    now = now.plusSeconds(11);
    assertThat(capacity.connections(now)).as("one more is tried").isEqualTo(4);
    ServerLimits before = capacity.learnt();
    refused(BUSY, 0, 3);
    assertThat(capacity.learnt()).as("known since then").isEqualTo(before);
    assertThat(capacity.connections(now)).isEqualTo(3);
    now = now.plusSeconds(11);
    assertThat(capacity.connections(now)).as("later each time").isEqualTo(3);
    now = now.plusSeconds(10);
    assertThat(capacity.connections(now)).isEqualTo(4);
    taken(4, 1);
    assertThat(capacity.learnt().connections()).as("it takes one more by now").isEqualTo(4);
  }

  @Test
  void isPausedOnlyWhenASecondConnectionIsRefusedToo() {
    assertThat(refused(BUSY, 0, 0)).isEqualTo(Verdict.AGAIN);
    assertThat(refused(BUSY, 0, 0)).isEqualTo(Verdict.PAUSE);
  }

  @Test
  void isPausedAtOnceWhenOnlyAPersonCanHelp() {
    Refusal login =
        Refusal.of(new SendFailure(SendStep.AUTHENTICATE, "authentication_failed"), "535 no", true);

    assertThat(refused(login, 0, 0)).isEqualTo(Verdict.PAUSE);
    assertThat(refused(login, 0, 2)).as("unless others work").isEqualTo(Verdict.AGAIN);
  }

  @Test
  void whatIsRefusedAgainAndAgainWhileOthersGoIsTheMessagesOwn() {
    QueuedMessage odd = message();
    for (int i = 0; i < 3; i++) {
      assertThat(refused(BUSY, 0, 2, odd)).isEqualTo(Verdict.AGAIN);
    }
    assertThat(refused(BUSY, 0, 2, odd)).as("nothing has gone meanwhile").isEqualTo(Verdict.AGAIN);
    now = now.plusSeconds(1);
    taken(2, 1);
    assertThat(refused(BUSY, 0, 2, odd)).isEqualTo(Verdict.OWN);
  }

  @Test
  void whatIsSaidToOneRecipientTwiceIsTheMessagesOwnAndNoLimit() {
    Refusal recipient =
        Refusal.of(
            new SendFailure(SendStep.RECIPIENT, "server_unavailable"), "421 4.7.0 no", false);
    QueuedMessage odd = message();

    assertThat(refused(recipient, 0, 3, odd)).isEqualTo(Verdict.AGAIN);
    now = now.plusSeconds(1);
    taken(3, 1);
    assertThat(refused(recipient, 0, 3, odd)).isEqualTo(Verdict.OWN);
    assertThat(capacity.learnt().areLimited()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          452 4.5.3 Too many messages                                     | 7 9   | 7
          421 Too many messages in this session                           | 1     | 1
          452 4.4.5 Maximum number of messages per session exceeded       | 5     | 5
          -                                                               | 5 5   | 5
          -                                                               | 5 6   | -
          -                                                               | 1 1 1 | -
          421 4.3.0 mail.example.com closing connection                   | 7     | -
          421 4.7.0 mail.example.com Too many connections                 | 7     | -
          421 4.3.0 going down                                            | 9 9   | 9
          421 4.3.0 going down                                            | 9 3   | -
          """)
  void learnsHowManyMessagesAConnectionTakes(
      @Nullable String reply, String counts, @Nullable Integer learnt) {
    for (String count : counts.split(" ")) {
      capacity.closedAfter(Integer.parseInt(count), reply, now);
    }
    assertThat(capacity.learnt().messagesPerConnection()).isEqualTo(learnt);
    assertThat(capacity.messagesPerConnection())
        .isEqualTo(learnt == null ? Integer.MAX_VALUE : learnt);
  }

  /** A minute with thirty messages, then refusals until it is over. */
  @Test
  void learnsHowManyMessagesAMinuteItTakes() {
    taken(1, 30);
    int refusals = 0;
    while (now.isBefore(Instant.parse("2026-01-01T00:01:00Z"))) {
      assertThat(refused(RATE, 0, 0)).isEqualTo(Verdict.AGAIN);
      refusals++;
      assertThat(capacity.connections(now)).isEqualTo(1);
      assertThat(capacity.begin(now)).as("not at once").isFalse();
      now = capacity.nextMessageAt();
      assertThat(capacity.begin(now)).isTrue();
    }
    assertThat(refusals).isLessThan(20);
    taken(1, 1);

    assertThat(capacity.learnt())
        .returns(30, ServerLimits::messagesPerMinute)
        .returns("450 4.7.1 slow down", ServerLimits::reply);
    Instant end = now.plusSeconds(60);
    int begun = 0;
    while (now.isBefore(end)) {
      begun += capacity.begin(now) ? 1 : 0;
      now = now.plusMillis(10);
    }
    assertThat(begun).isBetween(29, 30);
  }

  @Test
  void keepsToWhatTheSettingsAllow() {
    ServerCapacity limited = new ServerCapacity(3, 120, KNOWN);
    assertThat(limited.isUnpaced()).isFalse();
    assertThat(limited.connections(now)).isEqualTo(3);
    Instant end = now.plusSeconds(60);
    int begun = 0;
    while (now.isBefore(end)) {
      begun += limited.begin(now) ? 1 : 0;
      now = now.plusMillis(10);
    }
    assertThat(begun).isEqualTo(120);
  }

  @Test
  void aServerThatTakesNothingForLongerThanAMinuteIsPaused() {
    taken(1, 30);
    Refusal down =
        Refusal.of(
            new SendFailure(SendStep.CONNECT, "server_unavailable"), "421 4.7.0 down", false);
    Instant end = now.plusSeconds(90);
    Verdict verdict = Verdict.AGAIN;
    while (verdict == Verdict.AGAIN) {
      verdict = refused(down, 0, 0);
      now = capacity.nextMessageAt();
    }
    assertThat(verdict).isEqualTo(Verdict.PAUSE);
    assertThat(now).isBetween(end, end.plusSeconds(20));
  }

  @Test
  void aServerThatGoesDownIsPausedAtTheSecondRefusalHoweverMuchItHasTaken() {
    taken(1, 30);
    Refusal down =
        Refusal.of(new SendFailure(SendStep.SENDER, "server_unavailable"), "421 4.3.2 bye", false);

    assertThat(refused(down, 0, 0)).isEqualTo(Verdict.AGAIN);
    assertThat(refused(down, 0, 0)).isEqualTo(Verdict.PAUSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SENDER    | 450 4.7.1 try later                              | true
          RECIPIENT | 450 4.7.1 try later                              | false
          RECIPIENT | 450 4.7.1 Too many connections                   | true
          RECIPIENT | 450 4.2.0 Greylisted, too many unknown           | false
          RECIPIENT | 450 4.2.1 mailbox busy                           | false
          RECIPIENT | 452 4.2.2 quota exceeded                         | false
          RECIPIENT | 450 4.3.0 corporate mail is migrated             | false
          RECIPIENT | 450 4.1.1 unknown                                | false
          DATA      | 451 4.7.0 no                                     | true
          DATA      | 451 4.3.0 local error                            | false
          DATA      | 452 4.5.3 sorry                                  | true
          DATA      | 452 4.4.5 sorry                                  | true
          SENDER    | 432 4.3.2 sorry                                  | true
          AUTHENTICATE | 454 4.7.0 sorry                               | true
          DATA      | 554 5.7.1 Too many                               | false
          """)
  void knowsWhatMayBeALimit(SendStep step, String reply, boolean limit) {
    assertThat(Refusal.ofMessage(new SendFailure(step, "x"), reply).mayBeLimit()).isEqualTo(limit);
  }

  @ParameterizedTest(name = "{0} open, {1} slow, {2} stuck, {3} allowed: {4}")
  @CsvSource({
    "0, 0, 0, 20, 5",
    "3, 0, 0, 20, 2",
    "5, 1, 0, 20, 1",
    "5, 2, 1, 20, 2",
    "20, 20, 4, 20, 4",
    "0, 0, 0, 3, 3",
    "3, 0, 1, 3, 1",
    "4, 0, 0, 3, -1"
  })
  void roomIsWhatIsLeftOfWhatItTakesAndOfWhatIsOfUse(
      int open, int slow, int stuck, int allowed, int room) {
    if (allowed < 20) {
      refused(BUSY, 0, allowed);
    }

    assertThat(capacity.room(open, slow, stuck, now)).isEqualTo(room);
  }

  @Test
  void onlyOneThatIsNotStuckIsOpenWhileItWasTooMuchInAShortTime() {
    capacity.taken(5, SLOW, now);
    assertThat(capacity.isUnpaced()).isTrue();
    assertThat(refused(RATE, 0, 0)).isEqualTo(Verdict.AGAIN);

    assertThat(capacity.isUnpaced()).isFalse();
    assertThat(capacity.room(0, 0, 0, now)).isEqualTo(1);
    assertThat(capacity.room(1, 0, 0, now)).isZero();
    assertThat(capacity.room(3, 3, 2, now)).isZero();
    capacity.taken(1, SLOW, now);
    assertThat(capacity.isUnpaced()).isTrue();
    assertThat(new ServerCapacity(20, 60, KNOWN).isUnpaced()).isFalse();
    assertThat(new ServerCapacity(20, null, KNOWN.withMessagesPerMinute(60, now, null)).isUnpaced())
        .isFalse();
  }

  @Test
  void remembersWhetherSeveralCommandsAtOnceAreUnderstood() {
    capacity.pipelines(null, now);
    assertThat(capacity.learnt().pipelining()).isNull();
    capacity.pipelines(true, now);
    assertThat(capacity.learnt())
        .returns(true, ServerLimits::pipelining)
        .returns(now, ServerLimits::pipeliningAt);
    Instant first = now;
    now = now.plusSeconds(60);
    capacity.pipelines(true, now);
    assertThat(capacity.learnt().pipeliningAt()).as("nothing new").isEqualTo(first);
    capacity.pipelines(false, now);
    Instant second = now;
    now = now.plusSeconds(60);
    capacity.pipelines(false, now);
    assertThat(capacity.learnt())
        .returns(false, ServerLimits::pipelining)
        .returns(second, ServerLimits::pipeliningAt);
    now = now.plus(Duration.ofDays(1));
    capacity.pipelines(false, now);
    assertThat(capacity.learnt().pipeliningAt()).as("found out again").isEqualTo(now);
  }

  // Two refusals of a recipient over new connections, four over others: it is the message.
  @ParameterizedTest(name = "{0} on new connections and {1} on used ones, taken meanwhile {2}: {3}")
  @CsvSource({"1, 0, true, false", "2, 0, true, true", "2, 0, false, false", "0, 1, true, false"})
  void whatIsRefusedAgainAndAgainWhileOthersGoIsItself(
      int fresh, int used, boolean taken, boolean own) {
    QueuedMessage message = message();
    for (int i = 0; i < fresh; i++) {
      message.strike(true, now);
    }
    for (int i = 0; i < used; i++) {
      message.strike(false, now);
    }
    if (taken) {
      capacity.taken(5, SLOW, now.plusSeconds(1));
    }
    Refusal refusal =
        Refusal.ofMessage(
            new SendFailure(SendStep.RECIPIENT, "temporarily_refused"), "450 4.2.1 later");

    assertThat(capacity.refused(refusal, 1, 4, message, now.plusSeconds(2)))
        .isEqualTo(own ? Verdict.OWN : Verdict.AGAIN);
  }
}
