package org.postmeister.mailserver.testmail;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.mailserver.spi.StepResult;
import org.postmeister.mailserver.spi.TestReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * How much of a mail's conversation a user may see. A test must not reveal what is on the network
 * behind Postmeister.
 */
public enum DiagnosticsVisibility {
  /** System administrators see everything. */
  NONE,
  /**
   * Tenant administrators who test their own server: whether a connection was refused, lost or
   * forbidden looks the same, and addresses are not shown.
   */
  NETWORK,
  /**
   * Tenant administrators whose mail is sent through the system mail server: only which step
   * failed.
   */
  SERVER;

  private static final Logger log = LoggerFactory.getLogger(DiagnosticsVisibility.class);

  private static final Set<String> NO_CONNECTION =
      Set.of(
          "unknown_host",
          "connection_refused",
          "connect_timed_out",
          "unreachable",
          "address_not_allowed",
          "lookup_timed_out");

  private static final MessageSourceResolvable NOT_SHOWN =
      new DefaultMessageSourceResolvable("check.not_shown");

  /**
   * Tells a listener what its user may see.
   *
   * @param teller calls it
   */
  StepListener guard(StepListener listener, Executor teller) {
    return new StepListener() {
      @Override
      public void begun(SendStep step) {
        teller.execute(() -> listener.begun(step));
      }

      @Override
      public void slow(SendStep step, Duration soFar) {
        try {
          teller.execute(() -> listener.slow(step, soFar));
        } catch (RejectedExecutionException e) {
          // It has just ended.
          log.debug("A test mail has ended in the meantime", e);
        }
      }

      @Override
      public void ended(StepResult result) {
        teller.execute(() -> listener.ended(guard(result, null)));
      }
    };
  }

  TestReport guard(TestReport report) {
    SendFailure failure = report.failure() == null ? null : guard(report.failure());
    return new TestReport(
        report.steps().stream().map(step -> guard(step, failure)).toList(),
        failure,
        this == SERVER ? null : report.serverReply(),
        report.messageId());
  }

  /** A failure as the user may see it. */
  public SendFailure guard(SendFailure failure) {
    return switch (this) {
      case NONE -> failure;
      case NETWORK ->
          NO_CONNECTION.contains(failure.code())
              ? new SendFailure(SendStep.CONNECT, "not_reachable")
              : failure;
      case SERVER ->
          Set.of("cancelled", "test_timed_out").contains(failure.code())
              ? failure
              : new SendFailure(failure.step(), "system_server_failed");
    };
  }

  private StepResult guard(StepResult result, @Nullable SendFailure failure) {
    return switch (this) {
      case NONE -> result;
      case NETWORK ->
          switch (result.step()) {
            // Nor may tenants learn which names exist in the network behind Postmeister.
            case RESOLVE ->
                new StepResult(result.step(), StepResult.Status.SKIPPED, false, NOT_SHOWN, null);
            case CONNECT ->
                result.status() == StepResult.Status.OK
                    ? result
                    : new StepResult(
                        result.step(), StepResult.Status.FAILED, false, message(failure), null);
            default -> result;
          };
      case SERVER ->
          new StepResult(
              result.step(),
              result.status(),
              false,
              result.status() == StepResult.Status.FAILED ? message(failure) : null,
              null);
    };
  }

  private static @Nullable MessageSourceResolvable message(@Nullable SendFailure failure) {
    return failure == null ? null : failure.message();
  }
}
