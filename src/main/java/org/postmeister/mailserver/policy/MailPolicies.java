package org.postmeister.mailserver.policy;

import java.time.Clock;
import java.util.List;
import org.postmeister.common.TenantId;
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
                clock.instant()))
        .toStored();
  }

  public void delete(TenantId tenant) {
    rows.deleteById(tenant.value());
  }

  /** Names of the tenants that are restricted in any way. */
  public List<String> tenantsWithRestrictions() {
    return jdbc.sql(
            """
            SELECT t.name FROM mail_policy p JOIN tenant t ON t.id = p.tenant_id
            WHERE p.system_server_allowed = FALSE OR p.own_server_allowed = FALSE
            """)
        .query((row, number) -> row.getString("name"))
        .list();
  }
}
