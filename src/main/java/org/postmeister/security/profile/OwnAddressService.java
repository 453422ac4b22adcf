package org.postmeister.security.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.RandomToken;
import org.postmeister.security.RequiresPerson;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.invitation.AccountMail;
import org.postmeister.security.invitation.AccountMailer;
import org.postmeister.security.invitation.Links;
import org.postmeister.security.login.PasswordConfirmation;
import org.postmeister.security.login.ResetThrottle;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The address that mail to who is signed in goes to. Whoever reads it can choose a new password, so
 * it takes the password to enter one, and its link works only for who is signed in with the
 * account: a stranger whose address was mistyped cannot take it over.
 */
@Service
@RequiresPerson
public class OwnAddressService {

  private static final Duration VALIDITY = Duration.ofDays(1);

  private final Accounts accounts;
  private final AccountSearch search;
  private final PendingAddresses pending;
  private final PasswordConfirmation passwords;
  private final ResetThrottle throttle;
  private final AccountMailer mails;
  private final Links links;
  private final CurrentUser currentUser;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OwnAddressService(
      Accounts accounts,
      AccountSearch search,
      PendingAddresses pending,
      PasswordConfirmation passwords,
      ResetThrottle throttle,
      AccountMailer mails,
      Links links,
      CurrentUser currentUser,
      ApplicationEventPublisher events,
      Clock clock) {
    this.accounts = accounts;
    this.search = search;
    this.pending = pending;
    this.passwords = passwords;
    this.throttle = throttle;
    this.mails = mails;
    this.links = links;
    this.currentUser = currentUser;
    this.events = events;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public OwnAddress get() {
    Account account = search.find(currentUser.get().accountId()).orElseThrow();
    return new OwnAddress(
        EmailAddress.find(account.mailAddress()).orElse(null),
        account.contact().email() != null,
        pending.find(account).orElse(null),
        mails.possible() && links.base().isPresent());
  }

  /** Whether mail can reach the caller at all. */
  @Transactional(readOnly = true)
  public boolean isKnown() {
    return search
        .find(currentUser.get().accountId())
        .flatMap(account -> EmailAddress.find(account.mailAddress()))
        .isPresent();
  }

  /**
   * Sends a link to an address; mail goes there once the link has been followed. An earlier one no
   * longer works.
   *
   * @throws ValidationFailedException if the password is wrong
   * @throws TooManyAttemptsException after too many wrong ones, or too many links
   * @throws AddressNotMailedException if there is no mail route at the moment
   */
  @Transactional
  public PendingAddress request(EmailAddress address, String currentPassword) {
    Account account = locked();
    passwords.confirm(currentPassword, account);
    throttle.admitOwnLink(account.id());
    String token = RandomToken.create();
    PendingAddress wanted =
        new PendingAddress(
            address,
            RandomToken.hash(token),
            account.credentialsVersion(),
            clock.instant().plus(VALIDITY));
    pending.put(account.id(), wanted);
    String base = links.base().orElseThrow(AddressNotMailedException::new);
    if (!mails.send(mail(account, wanted, Links.address(base, token)))) {
      throw new AddressNotMailedException();
    }
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ADDRESS_ENTERED,
            account.login(),
            new AuditEvent.Fields()
                .changesTo(new AuditEvent.Fields().with("email", address.toString()))));
    return wanted;
  }

  private static AccountMail mail(Account account, PendingAddress wanted, String link) {
    return AccountMail.to(
        wanted.address().toString(),
        account,
        AccountMail.Kind.ADDRESS_CONFIRMATION,
        link,
        wanted.expiresAt());
  }

  /** The link that was sent no longer works. */
  @Transactional
  public void withdraw() {
    pending.delete(locked().id());
  }

  /** The address that a link is for; empty if it does not work for who is signed in. */
  @Transactional(readOnly = true)
  public Optional<EmailAddress> addressOf(String token) {
    return search
        .find(currentUser.get().accountId())
        .flatMap(account -> find(account, token))
        .map(PendingAddress::address);
  }

  /**
   * From now on, mail goes to the address that a link was sent to. It cannot be used again.
   *
   * @throws AddressLinkNotFoundException if it does not work for who is signed in
   */
  @Transactional
  public EmailAddress confirm(String token) {
    Account account = locked();
    EmailAddress address =
        find(account, token).orElseThrow(AddressLinkNotFoundException::new).address();
    pending.delete(account.id());
    store(account, address.toString());
    return address;
  }

  /** From now on, mail goes to the login again, if that is an address, or else nowhere. */
  @Transactional
  public void useLogin() {
    store(locked(), null);
  }

  private Optional<PendingAddress> find(Account account, String token) {
    byte[] hash = RandomToken.hash(token).getBytes(StandardCharsets.US_ASCII);
    return pending
        .find(account)
        .filter(known ->
            MessageDigest.isEqual(hash, known.tokenHash().getBytes(StandardCharsets.US_ASCII)));
  }

  private Account locked() {
    return accounts
        .findLockedByLoginKey(Account.key(currentUser.get().getUsername()))
        .orElseThrow();
  }

  private void store(Account account, @Nullable String email) {
    Account changed = accounts.save(account.with(account.contact().withEmail(email)));
    events.publishEvent(new AccountChanged(account.id()));
    events.publishEvent(
        AuditEvent.of(
            AuditAction.ACCOUNT_CHANGED,
            account.login(),
            new AuditEvent.Fields()
                .with("email", account.mailAddress())
                .changesTo(new AuditEvent.Fields().with("email", changed.mailAddress()))));
  }
}
