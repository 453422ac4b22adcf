package org.postmeister.systemmail.brand;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The brands of the system and of tenants. */
@Repository
public class MailBrands {

  // What the system is called.
  private static final String SYSTEM_NAME = "Postmeister";

  private final JdbcClient jdbc;
  private final TenantProfiles tenants;
  private final Clock clock;

  MailBrands(JdbcClient jdbc, TenantProfiles tenants, Clock clock) {
    this.jdbc = jdbc;
    this.tenants = tenants;
    this.clock = clock;
  }

  private record Row(String owner, MailBrand brand, long revision) {}

  /**
   * What an owner has chosen, and what it has from the system.
   *
   * @param revision 0 if it has never chosen; increases with every change
   * @param inherited what applies where it has chosen nothing
   * @param name what its logo says to those who cannot see it
   */
  public record Found(MailBrand own, long revision, AppliedBrand inherited, String name) {

    /** How a mail looks if the owner chooses this. */
    public AppliedBrand applied(MailBrand chosen) {
      return inherited.with(chosen, name);
    }
  }

  /** How an owner's mails look. */
  public AppliedBrand applied(MailOwner owner) {
    Found found = find(owner);
    return found.applied(found.own());
  }

  Found find(MailOwner owner) {
    Map<String, Row> rows =
        jdbc
            .sql(
                """
                SELECT owner, color, logo, logo_format, logo_width, logo_height, revision
                FROM mail_brand WHERE owner IN (?, ?)
                """)
            .params(owner.key(), MailOwner.SYSTEM.key())
            .query((row, number) -> read(row))
            .list()
            .stream()
            .collect(Collectors.toMap(Row::owner, row -> row));
    Row own = rows.get(owner.key());
    Row system = owner.equals(MailOwner.SYSTEM) ? null : rows.get(MailOwner.SYSTEM.key());
    return new Found(
        own == null ? MailBrand.NONE : own.brand(),
        own == null ? 0 : own.revision(),
        AppliedBrand.NONE.with(system == null ? MailBrand.NONE : system.brand(), SYSTEM_NAME),
        nameOf(owner));
  }

  private String nameOf(MailOwner owner) {
    return owner
        .tenant()
        .flatMap(tenant -> tenants.find(List.of(tenant)).stream().findFirst())
        .map(Tenant::displayName)
        .orElse(SYSTEM_NAME);
  }

  private static Row read(ResultSet row) throws SQLException {
    String color = row.getString("color");
    byte[] logo = row.getBytes("logo");
    return new Row(
        row.getString("owner"),
        new MailBrand(
            color == null ? null : BrandColor.stored(color),
            logo == null
                ? null
                : Logo.stored(
                    row.getString("logo_format"),
                    logo,
                    row.getInt("logo_width"),
                    row.getInt("logo_height"))),
        row.getLong("revision"));
  }

  /**
   * Stores a brand in place of the one that the user has seen.
   *
   * @param seenRevision 0 if there was none
   * @return false if it has changed in the meantime
   */
  boolean save(MailOwner owner, MailBrand brand, long seenRevision) {
    String statement =
        seenRevision == 0
            ? """
            INSERT IGNORE INTO mail_brand
              (owner, color, logo, logo_format, logo_width, logo_height, changed_at, revision)
            VALUES (:owner, :color, :logo, :format, :width, :height, :now, :seen + 1)
            """
            : """
            UPDATE mail_brand
            SET color = :color, logo = :logo, logo_format = :format, logo_width = :width,
              logo_height = :height, changed_at = :now, revision = revision + 1
            WHERE owner = :owner AND revision = :seen
            """;
    BrandColor color = brand.color();
    Logo logo = brand.logo();
    return jdbc.sql(statement)
            .param("owner", owner.key())
            .param("color", color == null ? null : color.value())
            .param("logo", logo == null ? null : logo.content(), Types.LONGVARBINARY)
            .param("format", logo == null ? null : logo.format().name())
            .param("width", logo == null ? null : logo.width())
            .param("height", logo == null ? null : logo.height())
            .param("now", UtcTime.toColumn(clock.instant()))
            .param("seen", seenRevision)
            .update()
        > 0;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    jdbc.sql("DELETE FROM mail_brand WHERE owner = ?")
        .param(MailOwner.of(deleted.id()).key())
        .update();
  }
}
