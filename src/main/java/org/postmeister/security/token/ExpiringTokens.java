package org.postmeister.security.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.storage.UtcTime;
import org.springframework.stereotype.Component;

/** API tokens that expire soon, for the notice module. */
@Component
public class ExpiringTokens {

  private static final Duration SOON = Duration.ofDays(31);

  private final ApiTokens tokens;
  private final Clock clock;

  ExpiringTokens(ApiTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param tenant null for one of the whole system
   * @param madeOn the day in UTC
   * @param lastDay the last day in UTC on which it is valid
   */
  public record Expiring(
      UUID id, String name, @Nullable TenantId tenant, LocalDate madeOn, LocalDate lastDay) {}

  /** Those that are still valid, for at most a month. */
  public List<Expiring> find() {
    Instant now = clock.instant();
    return tokens.findExpiring(UtcTime.toColumn(now), UtcTime.toColumn(now.plus(SOON))).stream()
        .map(token ->
            new Expiring(
                token.id(),
                token.name(),
                token.tenantId() == null ? null : new TenantId(token.tenantId()),
                LocalDate.ofInstant(token.createdAt(), ZoneOffset.UTC),
                // One that expires at midnight is not valid on that day.
                LocalDate.ofInstant(
                    Objects.requireNonNull(token.expiresAt()).minusMillis(1), ZoneOffset.UTC)))
        .toList();
  }
}
