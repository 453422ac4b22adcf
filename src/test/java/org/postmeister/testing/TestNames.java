package org.postmeister.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Makes names below {@code .test} (RFC 6761) resolve to what a test says, for this JVM; all others
 * as ever. As with a CNAME in the DNS, who asks only sees the addresses at the end. The JVM keeps
 * no answer: it would hide that somebody asks twice.
 */
public final class TestNames extends InetAddressResolverProvider {

  private static final Map<String, List<List<String>>> NAMES = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> LOOKUPS = new ConcurrentHashMap<>();
  private static final Map<String, Thread> ASKING = new ConcurrentHashMap<>();
  private static final Map<String, CountDownLatch> SILENT = new ConcurrentHashMap<>();

  public TestNames() {
    // Before the first answer, which is when the JVM reads it.
    Security.setProperty("networkaddress.cache.ttl", "0");
  }

  /** The name resolves to these addresses. */
  public static void resolve(String name, String... addresses) {
    resolveInTurn(name, List.of(addresses));
  }

  /** The name resolves to other addresses each time it is asked for; the last ones stay. */
  @SafeVarargs
  public static void resolveInTurn(String name, List<String>... answers) {
    NAMES.put(name, List.of(answers));
    LOOKUPS.put(name, new AtomicInteger());
  }

  /** How often somebody asked. */
  public static int lookups(String name) {
    return LOOKUPS.get(name).get();
  }

  /** Answers about this name wait until it is released. */
  public static CountDownLatch silence(String name) {
    CountDownLatch released = new CountDownLatch(1);
    SILENT.put(name, released);
    return released;
  }

  /** The thread that asked last. */
  public static Thread asking(String name) {
    return ASKING.get(name);
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        List<List<String>> answers = NAMES.get(host);
        if (answers == null) {
          return usual.lookupByName(host, policy);
        }
        ASKING.put(host, Thread.currentThread());
        int turn = LOOKUPS.get(host).getAndIncrement();
        awaitRelease(host);
        return answers.get(Math.min(turn, answers.size() - 1)).stream().map(InetAddress::ofLiteral);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }

  private static void awaitRelease(String host) {
    CountDownLatch released = SILENT.get(host);
    if (released != null) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String name() {
    return "names of tests";
  }
}
