package org.postmeister.security.invitation;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.RandomToken;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.springframework.stereotype.Component;

/** Creates, sends and finds links for choosing a password. */
@Component
public class Invitations {

  private final InvitationRows rows;
  private final Accounts accounts;
  private final InvitationProperties properties;
  private final Links links;
  private final AccountMailer mails;
  private final Clock clock;

  Invitations(
      InvitationRows rows,
      Accounts accounts,
      InvitationProperties properties,
      Links links,
      AccountMailer mails,
      Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.properties = properties;
    this.links = links;
    this.mails = mails;
    this.clock = clock;
  }

  /**
   * Creates one and sends it; an older one of the account no longer works.
   *
   * @return with the link for the inviting user, if there is no mail route
   */
  public Invitation create(Account account) {
    Link link = newLink(links.baseForWhoAsks(), clock.instant().plus(properties.validity()));
    store(account, link);
    return links.base().isPresent() && send(AccountMail.Kind.INVITATION, account, link)
        ? new Invitation(null, account.mailAddress(), link.expiresAt())
        : new Invitation(link.address(), null, link.expiresAt());
  }

  /**
   * Sends a password-reset link; nobody else sees it. An existing invitation keeps its expiry, and
   * stays valid if there is no mail route.
   *
   * @param base address of the console
   * @return whether there was a route
   */
  boolean reset(Account account, String base) {
    Instant soon = clock.instant().plus(properties.resetValidity());
    Link link =
        newLink(
            base,
            Optional.ofNullable(openUntil(List.of(account)).get(account.id()))
                .filter(soon::isBefore)
                .orElse(soon));
    boolean sent = send(AccountMail.Kind.PASSWORD_RESET, account, link);
    if (sent) {
      store(account, link);
    }
    return sent;
  }

  private record Link(String token, String address, Instant expiresAt) {}

  private static Link newLink(String base, Instant expiresAt) {
    String token = RandomToken.create();
    return new Link(token, Links.invitation(base, token), expiresAt);
  }

  private void store(Account account, Link link) {
    long revision = rows.findById(account.id()).map(InvitationRow::revision).orElse(0L);
    rows.save(
        new InvitationRow(
            account.id(),
            revision,
            RandomToken.hash(link.token()),
            account.credentialsVersion(),
            clock.instant(),
            link.expiresAt()));
  }

  private boolean send(AccountMail.Kind kind, Account account, Link link) {
    return mails.send(
        AccountMail.to(account.mailAddress(), account, kind, link.address(), link.expiresAt()));
  }

  /** Until when the invitations of accounts are valid, for those that have one. */
  public Map<UUID, Instant> openUntil(Collection<Account> invited) {
    Map<UUID, Account> known =
        invited.stream().collect(Collectors.toMap(Account::id, Function.identity()));
    return rows.findAllById(known.keySet()).stream()
        .filter(row -> isFor(known.get(row.accountId()), row))
        .collect(Collectors.toMap(InvitationRow::accountId, InvitationRow::expiresAt));
  }

  /** The account that a valid invitation belongs to. */
  Optional<Account> find(String token) {
    return rows.findByTokenHash(RandomToken.hash(token)).flatMap(this::holder);
  }

  /** Redeems an invitation; nobody can do so again. */
  Optional<Account> take(String token) {
    Optional<InvitationRow> found = rows.findLockedByTokenHash(RandomToken.hash(token));
    Optional<Account> holder = found.flatMap(this::holder);
    found.ifPresent(rows::delete);
    return holder;
  }

  public void revoke(UUID account) {
    rows.deleteById(account);
  }

  private Optional<Account> holder(InvitationRow invitation) {
    return accounts.findById(invitation.accountId()).filter(account -> isFor(account, invitation));
  }

  // The account as it was when it was invited: later changes of its rights are not covered by the
  // invitation.
  private boolean isFor(@Nullable Account account, InvitationRow invitation) {
    return account != null
        && account.active()
        && invitation.expiresAt().isAfter(clock.instant())
        && Objects.equals(account.credentialsVersion(), invitation.credentialsVersion());
  }
}
