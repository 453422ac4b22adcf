package org.postmeister.common.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.UpdateSummaryEnum;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How times are read and stored: from one clock, in UTC, whatever the time zone of JVM and
 * database; and how MariaDB is used.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiquibaseProperties.class)
class StorageConfiguration extends AbstractJdbcConfiguration {

  // MariaDB parses and plans a statement once and not for each use (docs/performance.md); by
  // default it keeps 16,382 statements for all connections of all nodes together.
  private static final Map<String, String> MARIADB =
      Map.of(
          "useServerPrepStmts",
          "true",
          "prepStmtCacheSize",
          "100",
          // A node that hangs in the middle of a transaction keeps the others waiting.
          "sessionVariables",
          "idle_write_transaction_timeout=20,innodb_lock_wait_timeout=10",
          // A server that stands still is given up; no statement takes as long. What the address
          // of the database says comes before these.
          "socketTimeout",
          "30000",
          "connectTimeout",
          "4000");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /**
   * Each statement is a separate transaction: for reads and single writes, which therefore cost no
   * more than their statements.
   */
  @Bean(defaultCandidate = false)
  @Qualifier("statementPool")
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource statementPool(DataSourceProperties properties) {
    HikariDataSource pool =
        properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    pool.setPoolName("statements");
    if (properties.determineUrl().startsWith("jdbc:mariadb:")) {
      MARIADB.forEach(pool::addDataSourceProperty);
    }
    return pool;
  }

  /** For transactions that write; beginning one costs nothing, ending it one round trip. */
  @Bean(defaultCandidate = false)
  @Qualifier("transactionPool")
  HikariDataSource transactionPool(@Qualifier("statementPool") HikariDataSource statementPool) {
    HikariDataSource pool = new HikariDataSource();
    statementPool.copyStateTo(pool);
    pool.setPoolName("transactions");
    pool.setAutoCommit(false);
    return pool;
  }

  @Bean
  SchemaUpdate liquibase(
      @Qualifier("statementPool") HikariDataSource statementPool, LiquibaseProperties properties) {
    SchemaUpdate update = new SchemaUpdate();
    update.setDataSource(withoutTimeout(statementPool));
    update.setChangeLog(properties.getChangeLog());
    update.setShouldRun(properties.isEnabled());
    update.setDropFirst(properties.isDropFirst());
    update.setShowSummary(UpdateSummaryEnum.OFF);
    return update;
  }

  // To change the schema takes as long as it takes.
  private static DataSource withoutTimeout(DataSource pool) {
    return new DelegatingDataSource(pool) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        // Only until it is given back.
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
      }
    };
  }

  // A connection is taken at the first statement: by then it is known what it is for.
  @Bean
  @Primary
  DataSource dataSource(
      @Qualifier("statementPool") HikariDataSource statementPool,
      @Qualifier("transactionPool") HikariDataSource transactionPool) {
    AbstractRoutingDataSource pools =
        new AbstractRoutingDataSource() {
          @Override
          protected Object determineCurrentLookupKey() {
            return TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
          }
        };
    pools.setTargetDataSources(Map.of(true, transactionPool, false, statementPool));
    pools.afterPropertiesSet();
    LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
    lazy.setTargetDataSource(pools);
    lazy.setReadOnlyDataSource(statementPool);
    // What a transaction would set is already set.
    lazy.setDefaultAutoCommit(false);
    lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return lazy;
  }

  @Override
  protected List<?> userConverters() {
    return List.of(InstantToUtc.INSTANCE, UtcToInstant.INSTANCE);
  }

  @WritingConverter
  private enum InstantToUtc implements Converter<Instant, LocalDateTime> {
    INSTANCE;

    @Override
    public LocalDateTime convert(Instant instant) {
      return UtcTime.toColumn(instant);
    }
  }

  @ReadingConverter
  private enum UtcToInstant implements Converter<LocalDateTime, Instant> {
    INSTANCE;

    @Override
    public Instant convert(LocalDateTime column) {
      return column.toInstant(ZoneOffset.UTC);
    }
  }
}
