package org.postmeister.delivery.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/**
 * Who has claimed messages: the delivery through a server. Claims begin with it.
 *
 * @param server whose server it is
 * @param number 0 for what is claimed; results that are stored at the same time count under numbers
 *     of their own
 */
public record ClaimKey(MailOwner server, int number) {

  /** In place of a server, for messages that currently have no mail route. */
  public static final String NOWHERE = "nowhere";

  static ClaimKey of(String text) {
    int separator = text.lastIndexOf('#');
    return new ClaimKey(
        new MailOwner(text.substring(0, separator)),
        Integer.parseInt(text.substring(separator + 1)));
  }

  /** The value of the column lane for messages that wait for a server. */
  public static String serverKeyOf(@Nullable MailOwner server) {
    return server == null ? NOWHERE : server.key();
  }

  /** The prefix of a server's claims. */
  static String claimsOf(MailOwner server) {
    return server + "#";
  }

  /** Who has made a claim; empty if it cannot be one. */
  static Optional<ClaimKey> ofClaim(String claim) {
    try {
      return Optional.of(of(claim.substring(0, claim.indexOf('/'))));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Marks messages as claimed; different each time. */
  public String newClaim(String unique) {
    return this + "/" + unique;
  }

  @Override
  public String toString() {
    return server + "#" + number;
  }
}
