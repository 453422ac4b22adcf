package org.postmeister.common;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;

/**
 * How times are taken and stored: from one clock, in UTC, whatever the zone of JVM and database.
 */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration extends AbstractJdbcConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
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
