package org.postmeister.tenantlist;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A change of many tenants in progress, one after the other or a few at a time. */
public final class BulkRun {

  private final int total;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Queue<Runnable> onCancel = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  BulkRun(int total) {
    this.total = total;
  }

  /** How many tenants were to be changed when it started. */
  public int total() {
    return total;
  }

  /** No further tenant is started; changes in progress are completed, tests are aborted. */
  public void cancel() {
    cancelled.set(true);
    onCancel.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /**
   * Completes when the last one is done, or exceptionally if it stopped for an unexpected reason.
   */
  public CompletableFuture<Void> end() {
    return end.copy();
  }

  /** Runs the action when the run is cancelled, until it is unregistered. */
  void onCancel(Runnable action) {
    onCancel.add(action);
    if (isCancelled()) {
      action.run();
    }
  }

  void takeBack(Runnable action) {
    onCancel.remove(action);
  }

  void ended() {
    end.complete(null);
  }

  void failed(Throwable cause) {
    end.completeExceptionally(cause);
  }
}
