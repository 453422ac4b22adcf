package org.postmeister.mailserver.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * The progress of one test mail. A transport reports to it what happens; used by one thread, but
 * stopped and read by any.
 */
public final class SendProgress {

  /** Why a run ends early. */
  public enum Stop {
    /** The user cancelled it. */
    CANCELLED,
    /** It took longer than a test may take. */
    TIMED_OUT
  }

  private static final Duration SLOW = Duration.ofSeconds(3);

  private final StepListener listener;
  private final List<StepResult> results = new ArrayList<>();
  private @Nullable SendStep current;
  private volatile long begunAt;
  private volatile @Nullable SendStep running;
  private volatile @Nullable Stop stop;

  public SendProgress(StepListener listener) {
    this.listener = listener;
  }

  /** Records why the run is about to be interrupted; the first reason stays. */
  public void stop(Stop reason) {
    if (stop == null) {
      stop = reason;
    }
  }

  public void begin(SendStep step) {
    current = step;
    begunAt = System.nanoTime();
    running = step;
    listener.begun(step);
  }

  /** Reports the running step if it takes long; safe from any thread. */
  public void tellIfSlow() {
    SendStep step = running;
    Duration soFar = elapsed();
    if (step != null && soFar.compareTo(SLOW) >= 0) {
      listener.slow(step, soFar);
    }
  }

  /** The running step, or the last one. */
  public SendStep current() {
    if (current == null) {
      throw new IllegalStateException("No step has begun");
    }
    return current;
  }

  public boolean isRunning(SendStep step) {
    return current == step && results.stream().noneMatch(result -> result.step() == step);
  }

  /** The running step succeeded. */
  public void ok(@Nullable MessageSourceResolvable detail) {
    end(new StepResult(current(), StepResult.Status.OK, false, detail, elapsed()));
  }

  /** The running step succeeded, but the user should know something. */
  public void warn(MessageSourceResolvable detail) {
    end(new StepResult(current(), StepResult.Status.OK, true, detail, elapsed()));
  }

  /** A step does not apply. */
  public void skip(SendStep step, MessageSourceResolvable detail) {
    end(new StepResult(step, StepResult.Status.SKIPPED, false, detail, null));
  }

  /**
   * The running step failed, or the run was stopped; the remaining steps are skipped.
   *
   * @param steps all steps of the transport
   */
  public TestReport failed(List<SendStep> steps, SendFailure cause, @Nullable String serverReply) {
    Stop stopped = stop;
    SendFailure failure =
        stopped == null
            ? cause
            : new SendFailure(
                cause.step(), stopped == Stop.CANCELLED ? "cancelled" : "test_timed_out");
    end(
        new StepResult(
            cause.step(), StepResult.Status.FAILED, false, failure.message(), elapsed()));
    Set<SendStep> done = EnumSet.noneOf(SendStep.class);
    results.forEach(result -> done.add(result.step()));
    for (SendStep step : steps) {
      if (!done.contains(step)) {
        end(new StepResult(step, StepResult.Status.SKIPPED, false, null, null));
      }
    }
    return new TestReport(
        List.copyOf(results), failure, stopped == null ? serverReply : null, null);
  }

  /** All steps succeeded. */
  public TestReport sent(@Nullable String serverReply, @Nullable String messageId) {
    return new TestReport(List.copyOf(results), null, serverReply, messageId);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begunAt);
  }

  private void end(StepResult result) {
    running = null;
    results.add(result);
    listener.ended(result);
  }
}
