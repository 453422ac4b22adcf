package org.postmeister.mailserver.policy;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the policies of the tenants for which somebody has set one. */
@Repository
public class MailPolicies {

  private static final MailPolicy.Stored UNDECIDED =
      new MailPolicy.Stored(MailPolicy.ALL_ALLOWED, 0);

  private final MailPolicyRows rows;
  private final JdbcClient jdbc;
  private final Clock clock;

  MailPolicies(MailPolicyRows rows, JdbcClient jdbc, Clock clock) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public MailPolicy.Stored get(TenantId tenant) {
    return rows.findById(tenant.value()).map(MailPolicyRow::toStored).orElse(UNDECIDED);
  }

  public MailPolicy.Stored getLocked(TenantId tenant) {
    return rows.findLockedByTenantId(tenant.value()).map(MailPolicyRow::toStored).orElse(UNDECIDED);
  }

  MailPolicy.Stored save(TenantId tenant, MailPolicy policy) {
    long revision = rows.findById(tenant.value()).map(MailPolicyRow::revision).orElse(0L);
    return rows.save(
            new MailPolicyRow(
                tenant.value(),
                revision,
                policy.systemServerAllowed(),
                policy.ownServerAllowed(),
                policy.allowedSenders().isEmpty() ? null : policy.allowedSenders().lines(),
                clock.instant()))
        .toStored();
  }

  public void delete(TenantId tenant) {
    rows.deleteById(tenant.value());
  }

  /** Reads what the column has; null stands for nobody. */
  public static AllowedSenders storedSenders(@Nullable String lines) {
    return lines == null ? AllowedSenders.NONE : AllowedSenders.stored(lines);
  }

  /**
   * Whom mail of tenants may be from on the system mail server, by a single statement; only of
   * those who are allowed somebody, and only on platforms with policies.
   *
   * @param tenants at most a few thousand
   */
  public Map<TenantId, AllowedSenders> allowedSenders(Collection<TenantId> tenants) {
    Map<TenantId, AllowedSenders> allowed = new HashMap<>();
    if (!tenants.isEmpty()) {
      jdbc.sql(
              """
              SELECT mp.tenant_id, mp.allowed_senders, p.platform_version
              FROM mail_policy mp JOIN platform p ON p.id = 1
              WHERE mp.tenant_id IN (:tenants) AND mp.allowed_senders IS NOT NULL
              """)
          .param("tenants", tenants.stream().map(TenantId::value).toList())
          .query(row -> {
            if (Feature.MAIL_POLICY.existsIn(
                PlatformVersion.of(row.getString("platform_version")))) {
              allowed.put(
                  new TenantId(row.getObject("tenant_id", UUID.class)),
                  storedSenders(row.getString("allowed_senders")));
            }
          });
    }
    return allowed;
  }

  /** Names of the tenants whose policy is not that of everybody. */
  public List<String> tenantsWithPolicies() {
    return jdbc.sql(
            """
            SELECT t.name FROM mail_policy p JOIN tenant t ON t.id = p.tenant_id
            WHERE p.system_server_allowed = FALSE OR p.own_server_allowed = FALSE
              OR p.allowed_senders IS NOT NULL
            """)
        .query((row, number) -> row.getString("name"))
        .list();
  }
}
