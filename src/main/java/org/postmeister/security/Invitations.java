package org.postmeister.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes and finds invitations. */
@Component
class Invitations {

  private final InvitationRows rows;
  private final InvitationProperties properties;
  private final Links links;
  private final Clock clock;

  Invitations(InvitationRows rows, InvitationProperties properties, Links links, Clock clock) {
    this.rows = rows;
    this.properties = properties;
    this.links = links;
    this.clock = clock;
  }

  /** Makes one; an older one of the account no longer works. */
  Invitation create(UUID account) {
    String token = RandomToken.create();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(properties.validity());
    long revision = rows.findById(account).map(InvitationRow::revision).orElse(0L);
    rows.save(new InvitationRow(account, revision, RandomToken.hash(token), now, expiresAt));
    return new Invitation(links.invitation(token), expiresAt);
  }

  /** Until when the account's invitation can be followed. */
  Optional<Instant> openUntil(UUID account) {
    return rows.findById(account)
        .map(InvitationRow::expiresAt)
        .filter(expiresAt -> expiresAt.isAfter(clock.instant()));
  }

  /** Whose invitation this is, if it can be followed. */
  Optional<UUID> find(String token) {
    return rows.findByTokenHash(RandomToken.hash(token))
        .filter(this::isOpen)
        .map(InvitationRow::accountId);
  }

  /** Takes an invitation; nobody can take it again. */
  Optional<UUID> take(String token) {
    Optional<InvitationRow> found =
        rows.findLockedByTokenHash(RandomToken.hash(token)).filter(this::isOpen);
    found.ifPresent(rows::delete);
    return found.map(InvitationRow::accountId);
  }

  void revoke(UUID account) {
    rows.deleteById(account);
  }

  private boolean isOpen(InvitationRow invitation) {
    return invitation.expiresAt().isAfter(clock.instant());
  }
}
