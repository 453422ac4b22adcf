package org.postmeister.security;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Runs work that goes on after the request that started it, with the identity of the user who did.
 * Each task has a virtual thread of its own.
 */
@Component
public class BackgroundTasks {

  private final AsyncTaskExecutor executor;

  BackgroundTasks() {
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("background-");
    threads.setVirtualThreads(true);
    this.executor = new DelegatingSecurityContextAsyncTaskExecutor(threads);
  }

  public void start(Runnable task) {
    executor.execute(task);
  }

  /** Starts a task whose result is wanted. */
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return executor.submitCompletable(task);
  }
}
