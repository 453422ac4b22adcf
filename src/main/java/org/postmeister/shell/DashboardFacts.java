package org.postmeister.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.delivery.overview.DeliverySummaryService;
import org.postmeister.delivery.overview.RunningNode;
import org.postmeister.delivery.overview.RunningNodes;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverviewService;
import org.springframework.stereotype.Component;

/**
 * What the smaller parts of a system administrator's dashboard say.
 *
 * @param usable whether the system mail server can be used as it is set up
 * @param tenants how many there are
 * @param changes the latest, newest first
 */
record DashboardFacts(
    MailServer server,
    boolean usable,
    ServerState state,
    long tenants,
    List<Counted> tenantsInNeed,
    long quotaPerDay,
    PlatformSettings platform,
    List<RunningNode> nodes,
    List<AuditEntry> changes) {

  /** Tenants that somebody should look at. */
  enum Need {
    ROUTE(Map.of("route", "NONE", "active", "true"), "dashboard.tenants.without"),
    SECRET(Map.of("clientSecretExpiresOn", "SOON"), "dashboard.secrets.tenants"),
    QUOTA_USED_UP(Map.of("quota", "USED_UP"), "dashboard.quota"),
    /** Those that have used it up are counted, too. */
    QUOTA_NEARLY_USED_UP(Map.of("quota", "NEARLY_USED_UP"), "dashboard.quota.nearly");

    private final Map<String, String> filter;
    private final String key;

    Need(Map<String, String> filter, String key) {
      this.filter = filter;
      this.key = key;
    }

    /** Which tenants of the list these are. */
    TenantFilter filter() {
      return TenantFilter.of(filter);
    }

    /** Of the sentence that says how many there are. */
    String key() {
      return key;
    }

    private boolean concernsQuota() {
      return this == QUOTA_USED_UP || this == QUOTA_NEARLY_USED_UP;
    }
  }

  /** How many tenants have a need; never 0. */
  record Counted(Need need, int tenants) {}

  /** The sender's address of the system mail server; empty if it has none. */
  String sender() {
    return server.settings().senderAddress() == null
        ? ""
        : server.settings().senderAddress().toString();
  }

  /** How many tenants the licence allows; null if it does not say. */
  @Nullable Integer mostTenants() {
    return platform.license().maxTenants();
  }

  /** Reads them; may be called on any thread. */
  @Component
  static class Reader {

    private static final int CHANGES = 5;

    private final SystemMailServerService mailServers;
    private final TenantService tenants;
    private final TenantOverviewService overviews;
    private final DeliverySummaryService deliveries;
    private final PlatformService platforms;
    private final RunningNodes nodes;
    private final AuditService audit;

    Reader(
        SystemMailServerService mailServers,
        TenantService tenants,
        TenantOverviewService overviews,
        DeliverySummaryService deliveries,
        PlatformService platforms,
        RunningNodes nodes,
        AuditService audit) {
      this.mailServers = mailServers;
      this.tenants = tenants;
      this.overviews = overviews;
      this.deliveries = deliveries;
      this.platforms = platforms;
      this.nodes = nodes;
      this.audit = audit;
    }

    DashboardFacts read() {
      long quota = deliveries.quotaPerDay();
      return new DashboardFacts(
          mailServers.get(),
          mailServers.isUsable(),
          mailServers.state(),
          tenants.count(),
          needs(quota > 0),
          quota,
          platforms.get().settings(),
          nodes.list(),
          audit.find(new AuditQuery("", null, null, null, null), null, 0, CHANGES));
    }

    private List<Counted> needs(boolean withQuota) {
      List<Counted> found = new ArrayList<>();
      int usedUp = 0;
      for (Need need : Need.values()) {
        if (need.concernsQuota() && !withQuota) {
          continue;
        }
        int tenantsInNeed = overviews.count(need.filter());
        if (need == Need.QUOTA_USED_UP) {
          usedUp = tenantsInNeed;
        }
        // Nobody needs to read twice of the same ones.
        boolean said = need == Need.QUOTA_NEARLY_USED_UP && tenantsInNeed == usedUp;
        if (tenantsInNeed > 0 && !said) {
          found.add(new Counted(need, tenantsInNeed));
        }
      }
      return found;
    }
  }
}
