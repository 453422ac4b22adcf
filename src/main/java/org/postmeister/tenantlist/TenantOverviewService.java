package org.postmeister.tenantlist;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.spi.ServerStates;
import org.postmeister.mailserver.summary.MailSummaryReader;
import org.postmeister.mailserver.testmail.SendingQuota;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.SignedInUser;
import org.postmeister.tenant.TenantNotFoundException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists tenants. Filtering, sorting and paging happen in the database. */
@Service
@RequiresSystemAdmin
public class TenantOverviewService {

  private static final int BATCH = 1000;

  private final TenantOverviews overviews;
  private final MailSummaryReader mail;
  private final ServerStates states;
  private final SendingQuota quota;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TenantOverviewService(
      TenantOverviews overviews,
      MailSummaryReader mail,
      ServerStates states,
      SendingQuota quota,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.overviews = overviews;
    this.mail = mail;
    this.states = states;
    this.quota = quota;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A part of the list.
   *
   * <p>A tenant's administrators get their own tenants.
   *
   * @param total the result of {@link #count} just before; decides how to find the part fastest
   */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public List<TenantOverview> page(
      TenantFilter filter, TenantSort sort, int offset, int limit, int total) {
    return page(query(filter), sort, offset, limit, total);
  }

  /**
   * One of them, with what sending has shown.
   *
   * @throws TenantNotFoundException if there is no such tenant
   */
  @RequiresTenantAdmin
  @Transactional(readOnly = true)
  public TenantOverview get(TenantId tenant) {
    OverviewQuery query = query(TenantFilter.ALL, Set.of(tenant));
    return withHealth(visible(overviews.page(query, TenantSort.BY_NAME, 0, 1, true))).stream()
        .findFirst()
        .orElseThrow(TenantNotFoundException::new);
  }

  /** The same with the state of the server on each route, and the number of waiting messages. */
  @Transactional(readOnly = true)
  public List<TenantOverview> withHealth(List<TenantOverview> found) {
    Map<MailOwner, ServerState> known =
        states.of(
            found.stream()
                .map(TenantOverview::serverOwner)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Map<MailOwner, Long> waiting =
        states.waiting(found.stream().map(tenant -> MailOwner.of(tenant.id())).toList());
    return found.stream()
        .map(tenant ->
            tenant.with(
                tenant.serverOwner() == null ? null : known.get(tenant.serverOwner()),
                waiting.getOrDefault(MailOwner.of(tenant.id()), 0L)))
        .toList();
  }

  /** A part of the list, and the total number. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public Page page(TenantFilter filter, TenantSort sort, int offset, int limit) {
    OverviewQuery query = query(filter);
    int total = overviews.count(query);
    return new Page(page(query, sort, offset, limit, total), total);
  }

  /** The first by name, with what sending has shown; of tenant administrators their own. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public List<TenantOverview> first(TenantFilter filter, int limit) {
    return withHealth(page(filter, TenantSort.BY_NAME, 0, limit).tenants());
  }

  /** A part of the list. */
  public record Page(List<TenantOverview> tenants, int total) {}

  private OverviewQuery query(TenantFilter filter) {
    return query(filter, own());
  }

  private OverviewQuery query(TenantFilter filter, @Nullable Set<TenantId> only) {
    return new OverviewQuery(
        filter, only, mail.system(), states::inTrouble, quota::haveUsed, clock.instant());
  }

  private List<TenantOverview> page(
      OverviewQuery query, TenantSort sort, int offset, int limit, int total) {
    boolean few = query.searchesTexts() && total < TenantOverviews.MANY / 2;
    int left = total - offset;
    if (left <= 0) {
      return List.of();
    }
    if (left - limit < offset) {
      // Nearer to the end: from there the distance is shorter.
      return visible(
          overviews
              .page(query, sort.reversed(), Math.max(0, left - limit), Math.min(limit, left), few)
              .reversed());
    }
    return visible(overviews.page(query, sort, offset, limit, few));
  }

  // What the system's server replied is not for tenants.
  private List<TenantOverview> visible(List<TenantOverview> found) {
    return own() == null ? found : found.stream().map(TenantOverview::forTenantAdmin).toList();
  }

  // Null for callers who see all.
  private @Nullable Set<TenantId> own() {
    SignedInUser user = currentUser.find().orElse(null);
    if (user == null) {
      return Set.of();
    }
    return user.isSystemAdmin() ? null : user.tenants();
  }

  /** How many tenants match, of those that the caller may see. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public int count(TenantFilter filter) {
    return overviews.count(query(filter));
  }

  /** Records that somebody exports the list; called before {@link #each}. */
  @Transactional
  public void beginExport(TenantFilter filter) {
    AuditEvent.Fields criteria = new AuditEvent.Fields();
    filter.toParameters().forEach(criteria::with);
    events.publishEvent(
        AuditEvent.of(
            AuditAction.TENANTS_EXPORTED, "tenants", new AuditEvent.Fields().changesTo(criteria)));
  }

  /** Matches after a name, in the order of names. */
  @Transactional(readOnly = true)
  public List<TenantOverview> after(TenantFilter filter, String nameKey, int limit) {
    return overviews.after(query(filter, null), nameKey, limit);
  }

  /** Passes on all matches by name, in batches: never more than one batch is in memory. */
  public void each(TenantFilter filter, Consumer<TenantOverview> receiver) {
    String after = "";
    List<TenantOverview> batch;
    do {
      batch = after(filter, after, BATCH);
      batch.forEach(receiver);
      after = batch.isEmpty() ? after : batch.getLast().name().key();
    } while (batch.size() == BATCH);
  }
}
