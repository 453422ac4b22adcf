package org.postmeister.security.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.TimeZones;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RequiresPerson;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The account of who is signed in. */
@Service
@RequiresPerson
public class ProfileService {

  private final Accounts accounts;
  private final AccountSearch search;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;

  ProfileService(
      Accounts accounts,
      AccountSearch search,
      CurrentUser currentUser,
      ApplicationEventPublisher events) {
    this.accounts = accounts;
    this.search = search;
    this.currentUser = currentUser;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public Profile get() {
    return profileOf(search.find(currentUser.get().accountId()).orElseThrow());
  }

  /**
   * Stores another name and time zone. Sessions go on: they are no rights.
   *
   * @param seenRevision null to overwrite whatever is stored
   * @throws VersionConflictException if somebody has changed the account since
   */
  @Transactional
  public Profile save(ProfileData data, @Nullable Long seenRevision) {
    Account account =
        accounts.findLockedByLoginKey(Account.key(currentUser.get().getUsername())).orElseThrow();
    VersionConflictException.throwIfStale(seenRevision, profileOf(account).revision());
    if (data.equals(profileOf(account).data())) {
      return profileOf(account);
    }
    Account changed =
        accounts.save(
            account.with(
                data.name(),
                account
                    .contact()
                    .withTimeZone(data.timeZone() == null ? null : data.timeZone().getId())));
    events.publishEvent(new AccountChanged(account.id()));
    List<AuditEvent.Change> changes = fields(account).changesTo(fields(changed));
    if (!changes.isEmpty()) {
      events.publishEvent(AuditEvent.of(AuditAction.ACCOUNT_CHANGED, account.login(), changes));
    }
    return profileOf(changed);
  }

  private static AuditEvent.Fields fields(Account account) {
    return new AuditEvent.Fields()
        .with("name", account.name())
        .with("timeZone", account.contact().timeZone());
  }

  private static Profile profileOf(Account account) {
    return new Profile(
        account.login(),
        new ProfileData(
            DisplayName.stored(account.name()),
            TimeZones.find(account.contact().timeZone()).orElse(null)),
        account.revision() == null ? 0 : account.revision());
  }
}
