package org.postmeister.common;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;

/**
 * How times are taken and stored: from one clock, in UTC, whatever the zone of JVM and database;
 * and how MariaDB is spoken to.
 */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration extends AbstractJdbcConfiguration {

  // It reads and plans a statement once, and not each time it is used (docs/performance.md); it
  // keeps 16,382 statements for all connections of all nodes together, as it comes.
  private static final Map<String, String> MARIADB =
      Map.of(
          "useServerPrepStmts",
          "true",
          "prepStmtCacheSize",
          "100",
          // A node that stands still in the middle of a transaction keeps the others waiting.
          "sessionVariables",
          "idle_write_transaction_timeout=20,innodb_lock_wait_timeout=10");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  // Whoever sets one of these otherwise has a reason.
  @Bean
  static BeanPostProcessor connectionsToMariaDb() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
            && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:mariadb:")) {
          MARIADB.forEach(pool.getDataSourceProperties()::putIfAbsent);
        }
        return bean;
      }
    };
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
