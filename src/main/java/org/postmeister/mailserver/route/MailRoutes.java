package org.postmeister.mailserver.route;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicies;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerRowMapper;
import org.postmeister.platform.PlatformVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads everything that decides a route in one query by primary keys, since every mail needs it
 * (docs/decisions/0008).
 */
@Repository
public class MailRoutes {

  // One row for the system's server, and one for the tenant's if it has one.
  private static final String FACTS =
      """
      SELECT t.active, p.platform_version, mp.system_server_allowed, mp.own_server_allowed,
        mp.allowed_senders AS tenant_senders, s.*
      FROM tenant t
      JOIN platform p ON p.id = 1
      LEFT JOIN mail_policy mp ON mp.tenant_id = t.id
      JOIN mail_server s ON s.owner IN ('system', :owner)
      WHERE t.id = :tenant
      """;

  private static final Logger log = LoggerFactory.getLogger(MailRoutes.class);

  private final JdbcClient jdbc;

  MailRoutes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is the same for all tenants.
   *
   * @param version of the platform
   */
  public record SystemFacts(PlatformVersion version, MailServer server) {}

  public SystemFacts system() {
    return jdbc.sql(
            """
            SELECT p.platform_version, s.* FROM platform p JOIN mail_server s ON s.owner = 'system'
            WHERE p.id = 1
            """)
        .query((row, number) ->
            new SystemFacts(
                PlatformVersion.of(row.getString("platform_version")),
                MailServerRowMapper.INSTANCE.read(row)))
        .single();
  }

  /** Empty if there is no such tenant. */
  public Optional<RouteFacts> find(TenantId tenant) {
    List<Line> lines =
        jdbc.sql(FACTS)
            .param("tenant", tenant.value())
            .param("owner", MailOwner.of(tenant).key())
            .query((row, number) -> line(row))
            .list();
    MailServer system = null;
    MailServer own = null;
    for (Line line : lines) {
      if (line.owner().equals(MailOwner.SYSTEM.key())) {
        system = line.server();
      } else {
        own = line.server();
      }
    }
    return system == null
        ? Optional.empty()
        : Optional.of(facts(tenant, lines.getFirst(), system, own));
  }

  /**
   * The same for many tenants; whatever is odd about one of them leaves that one out. Of a tenant
   * that does not exist there are no facts.
   *
   * @param tenants at most a few thousand
   */
  Map<TenantId, Optional<RouteFacts>> findAll(Collection<TenantId> tenants) {
    Map<String, MailServer> servers = new HashMap<>();
    jdbc.sql("SELECT * FROM mail_server WHERE owner IN (:owners)")
        .param(
            "owners",
            Stream.concat(
                    Stream.of(MailOwner.SYSTEM.key()),
                    tenants.stream().map(tenant -> MailOwner.of(tenant).key()))
                .toList())
        .query(row -> {
          String owner = row.getString("owner");
          try {
            servers.put(owner, MailServerRowMapper.INSTANCE.read(row));
          } catch (RuntimeException e) {
            log.debug("The mail server of {} cannot be read", owner, e);
            servers.put(owner, null);
          }
        });
    MailServer system = servers.get(MailOwner.SYSTEM.key());
    Map<TenantId, Optional<RouteFacts>> found = new HashMap<>();
    if (system == null || tenants.isEmpty()) {
      return found;
    }
    tenants.forEach(tenant -> found.put(tenant, Optional.empty()));
    jdbc.sql(
            """
            SELECT t.id, t.active, p.platform_version, mp.system_server_allowed,
              mp.own_server_allowed, mp.allowed_senders AS tenant_senders
            FROM tenant t JOIN platform p ON p.id = 1
            LEFT JOIN mail_policy mp ON mp.tenant_id = t.id WHERE t.id IN (:tenants)
            """)
        .param("tenants", tenants.stream().map(TenantId::value).toList())
        .query(row -> {
          TenantId tenant = new TenantId(row.getObject("id", UUID.class));
          String owner = MailOwner.of(tenant).key();
          found.remove(tenant);
          if (!servers.containsKey(owner) || servers.get(owner) != null) {
            found.put(
                tenant,
                Optional.of(
                    new RouteFacts(
                        tenant,
                        PlatformVersion.of(row.getString("platform_version")),
                        row.getBoolean("active"),
                        policy(row),
                        system,
                        servers.get(owner))));
          }
        });
    return found;
  }

  private static MailPolicy policy(ResultSet row) throws SQLException {
    boolean systemAllowed = row.getBoolean("system_server_allowed");
    return row.wasNull()
        ? MailPolicy.ALL_ALLOWED
        : new MailPolicy(
            systemAllowed,
            row.getBoolean("own_server_allowed"),
            MailPolicies.storedSenders(row.getString("tenant_senders")));
  }

  private record Line(
      boolean active,
      PlatformVersion version,
      MailPolicy policy,
      String owner,
      MailServer server) {}

  private static RouteFacts facts(
      TenantId tenant, Line line, MailServer system, @Nullable MailServer own) {
    return new RouteFacts(tenant, line.version(), line.active(), line.policy(), system, own);
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getBoolean("active"),
        PlatformVersion.of(row.getString("platform_version")),
        policy(row),
        row.getString("owner"),
        MailServerRowMapper.INSTANCE.read(row));
  }
}
