package org.postmeister.tenantlist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.summary.MailSummaryReader;

/** A filter as SQL. */
final class OverviewQuery {

  private static final TenantId NOBODY = new TenantId(new UUID(0, 0));
  private static final Duration LATELY = Duration.ofDays(30);

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final MailSummaryReader.SystemState system;
  private final Instant now;
  private boolean searchesTexts;

  /**
   * @param only the tenants to include, null for all
   * @param inTrouble whose servers are, asked for only if that is filtered by
   * @param haveUsed the tenants that have used at least so much of today's quota, in percent; asked
   *     for only if that is filtered by
   */
  OverviewQuery(
      TenantFilter filter,
      @Nullable Set<TenantId> only,
      MailSummaryReader.SystemState system,
      Supplier<Set<MailOwner>> inTrouble,
      IntFunction<Set<TenantId>> haveUsed,
      Instant now) {
    this.system = system;
    this.now = now;
    only("only", only);
    contains("search_text", filter.text());
    contains("name_key", filter.name());
    contains("display_key", filter.displayName());
    equal("active", filter.active());
    route(filter.route());
    equal(
        "authentication_mode",
        filter.authentication() == null ? null : filter.authentication().name());
    expiry(filter.clientSecretExpiresOn());
    contains("sender_key", filter.sender());
    lastTest(filter.lastTest());
    equal("system_server_allowed", filter.systemServerAllowed());
    equal("own_server_allowed", filter.ownServerAllowed());
    contains("support_key", filter.supportAddress());
    if (filter.health() == TenantFilter.HealthChoice.TROUBLE) {
      inTrouble(inTrouble.get());
    }
    if (filter.quota() != null) {
      only("quota", haveUsed.apply(filter.quota().percent()));
    }
  }

  private void only(String name, @Nullable Set<TenantId> tenants) {
    if (tenants != null) {
      conditions.add(tenants.isEmpty() ? "1 = 0" : "tenant_id IN (:" + name + ")");
      parameters.put(name, tenants.stream().map(TenantId::value).toList());
    }
  }

  /** Empty, or beginning with WHERE. */
  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** Whether every row has to be read, since no index helps with substrings. */
  boolean searchesTexts() {
    return searchesTexts;
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  /** The column with the route on this version of the platform. */
  static String routeColumn(MailSummaryReader.SystemState system) {
    return system.policiesExist() ? "route" : "route_without_policies";
  }

  private void contains(String column, String text) {
    if (!text.isBlank()) {
      searchesTexts = true;
      conditions.add(column + " LIKE :" + column + " ESCAPE '!'");
      parameters.put(column, LikePattern.contains(Folding.fold(text)));
    }
  }

  private void equal(String column, @Nullable Object value) {
    if (value != null) {
      conditions.add(column + " = :" + column);
      parameters.put(column, value);
    }
  }

  /** What is the same for all tenants. */
  MailSummaryReader.SystemState system() {
    return system;
  }

  private void route(TenantFilter.@Nullable RouteChoice wanted) {
    if (wanted == null) {
      return;
    }
    String column = routeColumn(system);
    if (system.mailOff()) {
      // The first rule of the mail route: in this case nobody has one, for this one reason.
      conditions.add(wanted == TenantFilter.RouteChoice.NONE ? "1 = 1" : "1 = 0");
    } else if (wanted == TenantFilter.RouteChoice.NONE) {
      conditions.add(column + " IN ('TENANT_INACTIVE', 'NO_SERVER_FOR_TENANT')");
    } else {
      equal(column, wanted.name());
    }
  }

  private void inTrouble(Set<MailOwner> servers) {
    if (system.mailOff()) {
      conditions.add("1 = 0");
      return;
    }
    String column = routeColumn(system);
    String own = "(%s = 'TENANT' AND tenant_id IN (:troubled))".formatted(column);
    parameters.put(
        "troubled",
        servers.stream()
            .map(server -> server.tenant().orElse(NOBODY).value())
            .collect(Collectors.toSet()));
    conditions.add(
        servers.contains(MailOwner.SYSTEM)
            ? "(%s = 'SYSTEM' OR %s)".formatted(column, own)
            : servers.isEmpty() ? "1 = 0" : own);
  }

  private void expiry(TenantFilter.@Nullable ExpiryChoice wanted) {
    if (wanted != null) {
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      conditions.add("secret_expires_on < :expiry");
      parameters.put(
          "expiry",
          switch (wanted) {
            case SOON -> AppRegistration.firstWithoutWarning(today);
            case EXPIRED -> today;
          });
    }
  }

  private void lastTest(TenantFilter.@Nullable TestChoice wanted) {
    switch (wanted) {
      case null -> {}
      case NEVER -> conditions.add("last_test_at IS NULL");
      case SENT -> conditions.add("last_test_at IS NOT NULL AND last_test_code IS NULL");
      case NOT_LATELY -> {
        conditions.add("(last_test_at IS NULL OR last_test_at < :lately)");
        parameters.put("lately", UtcTime.toColumn(now.minus(LATELY)));
      }
      case FAILED -> conditions.add("last_test_code IS NOT NULL");
    }
  }
}
