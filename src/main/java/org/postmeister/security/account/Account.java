package org.postmeister.security.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.TenantId;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.security.Role;
import org.postmeister.security.SignedInUser;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody who may sign in.
 *
 * @param loginKey the login in lower case, unique on every database
 * @param passwordSet false until the person has chosen a password; until then none matches
 * @param credentialsVersion increases whenever sessions of the account have to end
 * @param contact how the person is written to
 * @param lastSignInAt when the person last signed in to the console, null if never or not recorded
 */
@Table("account")
public record Account(
    @Id UUID id,
    @Version @Nullable Long revision,
    String loginKey,
    String login,
    String name,
    Role role,
    boolean active,
    String passwordHash,
    boolean passwordSet,
    boolean mustChangePassword,
    int credentialsVersion,
    Instant createdAt,
    Instant passwordChangedAt,
    @Embedded.Empty Contact contact,
    @ReadOnlyProperty @Nullable Instant lastSignInAt,
    @MappedCollection(idColumn = "account_id") Set<TenantMembership> tenants) {

  public static Account create(
      String login, String name, Role role, Set<TenantId> tenants, Password password, Instant now) {
    return new Account(
        UUID.randomUUID(),
        null,
        key(login),
        login,
        name,
        role,
        true,
        password.hash(),
        password.chosen(),
        password.mustChange(),
        1,
        now,
        now,
        Contact.UNKNOWN,
        null,
        memberships(tenants));
  }

  /**
   * A hashed password.
   *
   * @param chosen false if nobody knows it
   * @param mustChange whether it serves only to choose another
   */
  public record Password(String hash, boolean chosen, boolean mustChange) {}

  public static String key(String login) {
    return login.strip().toLowerCase(Locale.ROOT);
  }

  /** With another password; all sessions end. */
  public Account withPassword(Password password, Instant now) {
    return new Account(
        id,
        revision,
        loginKey,
        login,
        name,
        role,
        active,
        password.hash(),
        password.chosen(),
        password.mustChange(),
        credentialsVersion + 1,
        createdAt,
        now,
        contact,
        lastSignInAt,
        tenants);
  }

  /** With another name and other rights; if the rights change, all sessions end. */
  public Account with(AccountData data) {
    return new Account(
        id,
        revision,
        loginKey,
        login,
        data.name().value(),
        data.role(),
        data.active(),
        passwordHash,
        passwordSet,
        mustChangePassword,
        hasRightsOf(data) ? credentialsVersion : credentialsVersion + 1,
        createdAt,
        passwordChangedAt,
        contact,
        lastSignInAt,
        memberships(data.tenants()));
  }

  /** Where mail to the person goes; the login need not be an address. */
  public String mailAddress() {
    return contact.email() == null ? login : contact.email();
  }

  /** With other ways to write to the person. */
  public Account with(Contact changed) {
    return with(DisplayName.stored(name), changed);
  }

  /** With another name, and other ways to write to the person. */
  public Account with(DisplayName changedName, Contact changedContact) {
    return new Account(
        id,
        revision,
        loginKey,
        login,
        changedName.value(),
        role,
        active,
        passwordHash,
        passwordSet,
        mustChangePassword,
        credentialsVersion,
        createdAt,
        passwordChangedAt,
        changedContact,
        lastSignInAt,
        tenants);
  }

  private boolean hasRightsOf(AccountData data) {
    return role == data.role() && active == data.active() && tenantIds().equals(data.tenants());
  }

  public Set<TenantId> tenantIds() {
    return tenants.stream()
        .map(membership -> new TenantId(membership.tenantId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The user who signs in with it. */
  public SignedInUser toSignedInUser() {
    return new SignedInUser(
        id,
        login,
        name,
        role,
        tenantIds(),
        new SignedInUser.AccountState(
            knownRevision(),
            credentialsVersion,
            active,
            mustChangePassword,
            contact.timeZone(),
            passwordHash));
  }

  /** Whether a signed-in user may continue. */
  public boolean allows(SignedInUser user) {
    return allows(user.state().credentialsVersion());
  }

  /**
   * Whether somebody may continue who has signed in before.
   *
   * @param version of the credentials at that time
   */
  public boolean allows(long version) {
    return active && credentialsVersion == version;
  }

  /** Whether it has changed since the user signed in; an older account does not count. */
  public boolean outdates(SignedInUser user) {
    return !active || credentialsVersion > user.state().credentialsVersion();
  }

  /** Whether nothing of it has changed since the user signed in. */
  public boolean isAsKnownTo(SignedInUser user) {
    return revision != null && revision == user.state().revision();
  }

  private long knownRevision() {
    return revision == null ? 0 : revision;
  }

  /** Whether it can be used to sign in and administer the system. */
  public boolean isEffectiveSystemAdmin() {
    return role == Role.SYSTEM_ADMIN && active && passwordSet;
  }

  /** What the audit trail records of it. */
  public AuditEvent.Fields fields(String tenantNames) {
    return new AuditEvent.Fields()
        .with("name", name)
        .with("role", role)
        .with("tenants", tenantNames)
        .with("active", active);
  }

  private static Set<TenantMembership> memberships(Set<TenantId> tenants) {
    return tenants.stream()
        .map(tenant -> new TenantMembership(tenant.value()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Account[" + login + "]";
  }
}
