package org.postmeister.security;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/**
 * Runs work that goes on after the request that started it, with the identity of the user who did.
 * Each task has a virtual thread of its own.
 */
@Component
public class BackgroundExecutor {

  private final SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("background-");

  BackgroundExecutor() {
    threads.setVirtualThreads(true);
  }

  // Wrapped one by one: an executor that delegates keeps to the strategy for security contexts that
  // there was when it was made, and Vaadin's comes later.
  public void start(Runnable task) {
    threads.execute(new DelegatingSecurityContextRunnable(task));
  }

  /** Starts a task whose result is wanted. */
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return threads.submitCompletable(new DelegatingSecurityContextCallable<>(task));
  }
}
