package org.postmeister.mailserver.testmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.StepResult.Status;
import org.postmeister.mailserver.spi.TestReport;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Who learns how much of the way of a mail. */
class DiagnosticsVisibilityTest {

  private static final MessageSourceResolvable DETAIL =
      new DefaultMessageSourceResolvable(new String[] {"check.detail"}, new Object[] {"10.1.2.3"});

  private static StepResult step(SendStep step, Status status) {
    return new StepResult(step, status, true, DETAIL, Duration.ofMillis(3));
  }

  @ParameterizedTest(name = "{0}: {1} is {2} at {3}")
  @CsvSource({
    "NONE, unknown_host, unknown_host, CONNECT",
    "NONE, authentication_failed, authentication_failed, CONNECT",
    "NETWORK, unknown_host, not_reachable, CONNECT",
    "NETWORK, connection_refused, not_reachable, CONNECT",
    "NETWORK, connect_timed_out, not_reachable, CONNECT",
    "NETWORK, unreachable, not_reachable, CONNECT",
    "NETWORK, address_not_allowed, not_reachable, CONNECT",
    "NETWORK, lookup_timed_out, not_reachable, CONNECT",
    "NETWORK, no_greeting, no_greeting, CONNECT",
    "SERVER, unknown_host, system_server_failed, CONNECT",
    "SERVER, authentication_failed, system_server_failed, CONNECT",
    "SERVER, cancelled, cancelled, CONNECT",
    "SERVER, test_timed_out, test_timed_out, CONNECT"
  })
  void aFailureIsToldAsFarAsItMayBe(
      DiagnosticsVisibility who, String code, String told, SendStep step) {
    SendFailure failure = new SendFailure(SendStep.CONNECT, code, "10.1.2.3");

    assertThat(who.guard(failure))
        .returns(told, SendFailure::code)
        .returns(step, SendFailure::step);
    if (!told.equals(code)) {
      assertThat(who.guard(failure).arguments()).isEmpty();
    } else {
      assertThat(who.guard(failure)).isSameAs(failure);
    }
  }

  @ParameterizedTest(name = "{0}: {1} {2} is {3}, with detail {4}, warning and duration {5}")
  @CsvSource({
    "NONE, RESOLVE, OK, OK, true, true",
    "NONE, CONNECT, FAILED, FAILED, true, true",
    "NETWORK, RESOLVE, OK, SKIPPED, not shown, false",
    "NETWORK, RESOLVE, FAILED, SKIPPED, not shown, false",
    "NETWORK, CONNECT, OK, OK, true, true",
    "NETWORK, CONNECT, FAILED, FAILED, failure, false",
    "NETWORK, CONNECT, SKIPPED, FAILED, failure, false",
    "NETWORK, DATA, FAILED, FAILED, true, true",
    "SERVER, RESOLVE, OK, OK, false, false",
    "SERVER, CONNECT, FAILED, FAILED, failure, false",
    "SERVER, DATA, OK, OK, false, false"
  })
  void aStepIsToldAsFarAsItMayBe(
      DiagnosticsVisibility who,
      SendStep step,
      Status status,
      Status told,
      String detail,
      boolean rest) {
    SendFailure failure = new SendFailure(SendStep.CONNECT, "connection_refused", "10.1.2.3");

    TestReport report =
        who.guard(new TestReport(List.of(step(step, status)), failure, "banner", "<id@x>"));

    StepResult seen = report.steps().getFirst();
    assertThat(seen.step()).isEqualTo(step);
    assertThat(seen.status()).isEqualTo(told);
    assertThat(seen.warning()).isEqualTo(rest);
    assertThat(seen.duration() != null).isEqualTo(rest);
    assertThat(code(seen.detail()))
        .isEqualTo(
            switch (detail) {
              case "true" -> "check.detail";
              case "not shown" -> "check.not_shown";
              case "failure" -> "failure." + report.failure().code();
              default -> null;
            });
    assertThat(report.serverReply())
        .isEqualTo(who == DiagnosticsVisibility.SERVER ? null : "banner");
    assertThat(report.messageId()).isEqualTo("<id@x>");
    assertThat(who.guard(new TestReport(List.of(), null, null, null)).failure()).isNull();
  }

  private static @Nullable String code(@Nullable MessageSourceResolvable text) {
    return text == null ? null : text.getCodes()[text.getCodes().length - 1];
  }

  @Test
  void whoWatchesLearnsNoMoreThanWhoReads() {
    List<String> heard = new ArrayList<>();
    StepListener guarded =
        DiagnosticsVisibility.SERVER.guard(
            new StepListener() {
              @Override
              public void begun(SendStep step) {
                heard.add(step + " begun");
              }

              @Override
              public void slow(SendStep step, Duration soFar) {
                heard.add(step + " slow " + soFar.toSeconds());
              }

              @Override
              public void ended(StepResult result) {
                heard.add(result.step() + " " + result.status() + " " + result.detail());
              }
            },
            Runnable::run);
    guarded.begun(SendStep.CONNECT);
    guarded.slow(SendStep.CONNECT, Duration.ofSeconds(4));
    guarded.ended(step(SendStep.CONNECT, Status.FAILED));

    assertThat(heard).containsExactly("CONNECT begun", "CONNECT slow 4", "CONNECT FAILED null");
  }
}
