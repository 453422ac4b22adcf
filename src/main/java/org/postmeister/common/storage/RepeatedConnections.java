package org.postmeister.common.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * For a library that uses the database by itself: takes part in the caller's transaction, and
 * repeats single statements without one ({@link DatabaseRepetition}).
 */
final class RepeatedConnections extends TransactionAwareDataSourceProxy {

  private static final Set<String> EXECUTED = Set.of("execute", "executeUpdate", "executeQuery");

  private final DatabaseRepetition repetition;

  RepeatedConnections(DataSource dataSource, DatabaseRepetition repetition) {
    super(dataSource);
    this.repetition = repetition;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return TransactionSynchronizationManager.isSynchronizationActive()
        ? connection
        : proxy(
            Connection.class,
            (method, arguments) -> {
              Object result = call(connection, method, arguments);
              return result instanceof PreparedStatement statement ? repeated(statement) : result;
            });
  }

  // Its parameters stay set.
  private PreparedStatement repeated(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) ->
            EXECUTED.contains(method.getName())
                ? repetition.<@Nullable Object>ofSingleChange(
                    () -> call(statement, method, arguments))
                : call(statement, method, arguments));
  }

  private interface Call {
    @Nullable Object of(Method method, Object @Nullable [] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null
                ? RepeatedConnections.class.getClassLoader()
                : type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
