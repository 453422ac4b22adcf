package org.postmeister.testing;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts how often the application goes to its database and back: each statement or batch, and the
 * end of each transaction that writes. Notices what was written after a transaction had ended.
 */
@TestComponent
public class RoundTrips
    implements BeanPostProcessor, QueryExecutionListener, MethodExecutionListener {

  // Far enough that messages handed over meanwhile are stored together.
  private static final Duration DISTANCE = Duration.ofMillis(5);

  private static final ThreadLocal<List<String>> OWN = new ThreadLocal<>();

  private final Map<String, Boolean> inTransaction = new ConcurrentHashMap<>();
  private final Set<String> lost = Collections.synchronizedSet(new HashSet<>());
  private volatile List<String> all;

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource source && name.equals("dataSource")
        ? ProxyDataSourceBuilder.create(source).listener(this).methodListener(this).build()
        : bean;
  }

  /** Those that this thread needs for something. */
  public static List<String> of(Callable<?> what) throws Exception {
    OWN.set(new ArrayList<>());
    try {
      what.call();
      return List.copyOf(OWN.get());
    } finally {
      OWN.remove();
    }
  }

  /** Those that all threads need until something is done, with a database that is away. */
  public List<String> ofAllDuring(Callable<?> what) throws Exception {
    List<String> counted = Collections.synchronizedList(new ArrayList<>());
    all = counted;
    try {
      what.call();
      return List.copyOf(counted);
    } finally {
      all = null;
    }
  }

  /** Writes that nobody has committed, and forgets them. */
  Set<String> takeLost() {
    synchronized (lost) {
      Set<String> taken = Set.copyOf(lost);
      lost.clear();
      return taken;
    }
  }

  private void add(String trip) {
    List<String> own = OWN.get();
    if (own != null) {
      own.add(trip);
    }
    List<String> counted = all;
    if (counted != null) {
      counted.add(trip);
    }
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    if (all != null) {
      LockSupport.parkNanos(DISTANCE.toNanos());
    }
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    String first = queries.isEmpty() ? "" : queries.getFirst().getQuery().strip();
    add(first);
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      boolean writes = !first.toUpperCase(Locale.ROOT).startsWith("SELECT");
      inTransaction.merge(execution.getConnectionId(), writes, Boolean::logicalOr);
    }
  }

  @Override
  public void beforeMethod(MethodExecutionContext execution) {}

  @Override
  public void afterMethod(MethodExecutionContext execution) {
    if (!(execution.getTarget() instanceof Connection) || execution.getConnectionInfo() == null) {
      return;
    }
    String connection = execution.getConnectionInfo().getConnectionId();
    switch (execution.getMethod().getName()) {
      case "commit", "rollback" -> {
        if (inTransaction.remove(connection) != null) {
          add(execution.getMethod().getName().toUpperCase(Locale.ROOT));
        }
      }
      case "close" -> {
        Boolean writes = inTransaction.remove(connection);
        if (writes != null && writes) {
          lost.add(
              "a write after the end of a transaction, on " + Thread.currentThread().getName());
        }
      }
      default -> {}
    }
  }
}
