package org.postmeister.common.storage;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Says of transactions whose connection broke whether they are undone. */
final class UndoneTransactions extends JdbcTransactionManager {

  private static final Logger log = LoggerFactory.getLogger(UndoneTransactions.class);

  private static final String COMMIT = "JDBC commit";

  UndoneTransactions(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected RuntimeException translateException(String task, SQLException failure) {
    return task.equals(COMMIT)
            && DatabaseFailure.isConnectionLost(failure)
            && !DatabaseFailure.isConflict(failure)
        ? new UncertainCommitException(failure)
        : super.translateException(task, failure);
  }

  // Without its connection, a transaction is undone by the database. What had failed before tells
  // more than this.
  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    try {
      super.doRollback(status);
    } catch (TransactionException | DataAccessException e) {
      log.debug("A transaction ended with its connection: {}", e.getMessage());
    }
  }
}
