package org.postmeister.mailserver.testmail;

import java.util.concurrent.CompletableFuture;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.TestReport;

/** A test mail in progress. */
public final class TestMailRun {

  private final CompletableFuture<TestReport> report;
  private final SendProgress progress;
  private final Thread thread;

  TestMailRun(CompletableFuture<TestReport> report, SendProgress progress, Thread thread) {
    this.report = report;
    this.progress = progress;
    this.thread = thread;
  }

  /** Completes when the run has ended, whatever the outcome. */
  public CompletableFuture<TestReport> report() {
    return report.copy();
  }

  /** Ends the run within moments; does nothing if it has ended. */
  public void cancel() {
    stop(SendProgress.Stop.CANCELLED);
  }

  void stop(SendProgress.Stop reason) {
    if (!report.isDone()) {
      progress.stop(reason);
      thread.interrupt();
    }
  }
}
