package org.postmeister.common.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postmeister.common.HostName;

/**
 * Asks the operating system for the addresses of hosts that people have entered. Such a question
 * cannot be interrupted, and takes half a minute where nobody answers.
 */
public final class HostLookup {

  // Not virtual threads: a question holds the thread that carries one. There are at most 256 of
  // those, so that as many hosts whose DNS is silent would stop all requests.
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("dns-lookup-", 0).factory());

  // Who asks again, or over another connection, waits for the same answer: one thread for each
  // host.
  private static final ConcurrentMap<HostName, FutureTask<InetAddress[]>> RUNNING =
      new ConcurrentHashMap<>();

  private HostLookup() {}

  /**
   * The host's addresses, in the resolver's order.
   *
   * @param limit how long to wait; a question that takes longer ends by itself
   * @throws UnknownHostException if there are none, or the DNS says that it cannot answer
   * @throws TimeoutException if there is no answer within the limit
   */
  public static List<InetAddress> addresses(HostName host, Duration limit)
      throws UnknownHostException, TimeoutException, InterruptedException {
    FutureTask<InetAddress[]> lookup = RUNNING.computeIfAbsent(host, HostLookup::begin);
    try {
      return List.of(lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IllegalStateException("The look-up of " + host + " failed", e.getCause());
    }
  }

  private static FutureTask<InetAddress[]> begin(HostName host) {
    FutureTask<InetAddress[]> lookup =
        new FutureTask<>(() -> {
          try {
            return InetAddress.getAllByName(host.ascii());
          } finally {
            RUNNING.remove(host);
          }
        });
    THREADS.execute(lookup);
    return lookup;
  }
}
