package org.postmeister.tenant;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.AccessRefused;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.Permissions;
import org.postmeister.security.RequiresSystemAdmin;
import org.postmeister.security.RequiresTenantAdmin;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.administration.TenantAdministratorService;
import org.postmeister.security.invitation.Invitation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tenants: system administrators manage them, a tenant's administrators see their own. */
@Service
public class TenantService {

  private final TenantRows rows;
  private final TenantIds ids;
  private final LicensePolicy license;
  private final TenantAdministratorService administrators;
  private final Permissions permissions;
  private final CurrentUser currentUser;
  private final ObjectProvider<WaitingMail> waitingMail;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TenantService(
      TenantRows rows,
      TenantIds ids,
      LicensePolicy license,
      TenantAdministratorService administrators,
      Permissions permissions,
      CurrentUser currentUser,
      ObjectProvider<WaitingMail> waitingMail,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.ids = ids;
    this.license = license;
    this.administrators = administrators;
    this.permissions = permissions;
    this.currentUser = currentUser;
    this.waitingMail = waitingMail;
    this.events = events;
    this.clock = clock;
  }

  /** A newly created tenant; without an invitation if nobody had to be invited. */
  public record Created(Tenant tenant, @Nullable Invitation invitation) {}

  /**
   * The tenant of this name, ignoring case.
   *
   * @throws TenantNotFoundException if there is none, or none that the caller may see: both take
   *     the same time and look the same
   * @throws AccessDeniedException for an API token without the scope for administering
   */
  // Without a transaction: a refusal is recorded in a separate one, and frequent refusals must not
  // occupy two connections each time.
  @PreAuthorize("isAuthenticated()")
  public Tenant get(String name) {
    Tenant tenant =
        find(name).filter(found -> permissions.isOf(found.id())).orElseThrow(() -> refused(name));
    if (!permissions.mayAdminister(tenant.id())) {
      throw new AccessDeniedException("The token lacks the scope for this");
    }
    return tenant;
  }

  /** Only its id, for frequent callers; throws like {@link #get(String)}. */
  @PreAuthorize("isAuthenticated()")
  public TenantId idOf(String name) {
    return ids.find(key(name)).filter(permissions::isOf).orElseThrow(() -> refused(name));
  }

  /**
   * @throws TenantNotFoundException if it has been deleted
   */
  @RequiresTenantAdmin
  @Transactional(readOnly = true)
  public Tenant get(TenantId tenant) {
    return rows.findById(tenant.value())
        .map(TenantRow::toTenant)
        .orElseThrow(TenantNotFoundException::new);
  }

  /**
   * The tenants of a tenant administrator, by name; empty for system administrators, who see all.
   */
  @PreAuthorize("isAuthenticated()")
  @Transactional(readOnly = true)
  public List<Tenant> own() {
    Collection<TenantId> ids = currentUser.find().map(SignedInUser::tenants).orElse(Set.of());
    return rows.findAllById(ids.stream().map(TenantId::value).toList()).stream()
        .map(TenantRow::toTenant)
        .sorted(Comparator.comparing(tenant -> tenant.name().key()))
        .toList();
  }

  /** How many tenants there are. */
  @RequiresSystemAdmin
  @Transactional(readOnly = true)
  public long count() {
    return rows.count();
  }

  /**
   * Creates a tenant and, if one is given, invites its first administrator.
   *
   * @throws ValidationFailedException if the name is taken, ignoring case
   * @throws org.postmeister.platform.LicenseExceededException if the licence does not allow another
   *     one
   */
  @RequiresSystemAdmin
  @Transactional
  public Created create(NewTenant wanted) {
    license.requireRoomFor(rows::count);
    if (rows.findByNameKey(wanted.name().key()).isPresent()) {
      throw new ValidationFailedException(List.of(FieldViolation.of("name", "tenant_exists")));
    }
    Tenant tenant =
        rows.save(TenantRow.create(wanted.name(), wanted.data(), clock.instant())).toTenant();
    events.publishEvent(
        AuditEvent.of(
            AuditAction.TENANT_CREATED,
            tenant.name(),
            new AuditEvent.Fields().changesTo(tenant.data().fields())));
    events.publishEvent(new TenantChanged(tenant));
    NewTenant.Administrator administrator = wanted.administrator();
    return new Created(tenant, administrator == null ? null : invite(tenant.id(), administrator));
  }

  /**
   * Changes everything but the name.
   *
   * @param seenRevision what the user saw, null to overwrite whatever there is
   */
  @RequiresSystemAdmin
  @Transactional
  public Tenant update(TenantId id, TenantData data, @Nullable Long seenRevision) {
    return change(id, before -> data, seenRevision);
  }

  /**
   * Changes part of it, whatever the rest is by now.
   *
   * @param change receives what is stored; nobody else changes it before the transaction ends
   * @param seenRevision as for {@link #update}
   */
  @RequiresSystemAdmin
  @Transactional
  public Tenant change(TenantId id, UnaryOperator<TenantData> change, @Nullable Long seenRevision) {
    TenantRow stored = locked(id);
    Tenant before = stored.toTenant();
    VersionConflictException.throwIfStale(seenRevision, before.revision());
    TenantData data = change.apply(before.data());
    List<AuditEvent.Change> changes = before.data().fields().changesTo(data.fields());
    if (changes.isEmpty()) {
      return before;
    }
    Tenant after = rows.save(stored.with(data, clock.instant())).toTenant();
    events.publishEvent(AuditEvent.of(AuditAction.TENANT_CHANGED, after.name(), changes));
    events.publishEvent(new TenantChanged(after));
    return after;
  }

  /** Switches the tenant's mail on or off, whatever else is being changed. */
  @RequiresSystemAdmin
  @Transactional
  public Tenant setActive(TenantId id, boolean active) {
    return change(id, before -> before.withActive(active), null);
  }

  /**
   * Deletes a tenant and everything stored for it, except for the audit trail.
   *
   * @throws MessagesWaitingException while the tenant has waiting mail
   */
  @RequiresSystemAdmin
  @Transactional
  public void delete(TenantId id) {
    Tenant tenant = locked(id).toTenant();
    long waiting = waitingMail.stream().mapToLong(mail -> mail.countFor(id)).sum();
    if (waiting > 0) {
      throw new MessagesWaitingException(tenant.name(), waiting);
    }
    events.publishEvent(new TenantDeleted(id, tenant.name()));
    rows.deleteById(id.value());
    events.publishEvent(
        AuditEvent.of(
            AuditAction.TENANT_DELETED,
            tenant.name(),
            tenant.data().fields().changesTo(new AuditEvent.Fields())));
  }

  private @Nullable Invitation invite(TenantId tenant, NewTenant.Administrator administrator) {
    try {
      return administrators.add(tenant, administrator.email(), administrator.name()).invitation();
    } catch (ValidationFailedException e) {
      throw e.below("administrator");
    }
  }

  private Optional<Tenant> find(String name) {
    return rows.findByNameKey(key(name)).map(TenantRow::toTenant);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private TenantNotFoundException refused(String name) {
    if (currentUser.find().filter(user -> !user.isSystemAdmin()).isPresent()) {
      events.publishEvent(new AccessRefused(name));
    }
    return new TenantNotFoundException();
  }

  private TenantRow locked(TenantId id) {
    return rows.findLockedById(id.value()).orElseThrow(TenantNotFoundException::new);
  }
}
