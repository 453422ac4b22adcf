package org.postmeister.delivery.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailOwner;

/**
 * One of the connections to a server that are used at the same time.
 *
 * @param server whose server it is
 * @param number from 0
 */
public record DeliveryTaskKey(MailOwner server, int number) {

  /** In place of a server, for messages that have no way at the moment. */
  public static final String NOWHERE = "nowhere";

  static DeliveryTaskKey of(String text) {
    int separator = text.lastIndexOf('#');
    return new DeliveryTaskKey(
        new MailOwner(text.substring(0, separator)),
        Integer.parseInt(text.substring(separator + 1)));
  }

  /** What stands in the column of messages that wait for a server. */
  public static String laneOf(@Nullable MailOwner server) {
    return server == null ? NOWHERE : server.key();
  }

  /** How the claims of a server begin. */
  static String claimsOf(MailOwner server) {
    return server + "#";
  }

  /** The lane that has made a claim; empty if none could have. */
  static Optional<DeliveryTaskKey> ofClaim(String claim) {
    try {
      return Optional.of(of(claim.substring(0, claim.indexOf('/'))));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What marks messages that it has taken; each time another one. */
  public String newClaim(String unique) {
    return this + "/" + unique;
  }

  @Override
  public String toString() {
    return server + "#" + number;
  }
}
