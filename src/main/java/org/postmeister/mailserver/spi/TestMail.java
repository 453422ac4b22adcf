package org.postmeister.mailserver.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * A test mail to be sent.
 *
 * @param owner whose server it is
 * @param stored whether settings and secret are the stored ones
 * @param server complete settings
 * @param addresses which addresses of the host may be connected to
 * @param time when it was requested
 * @param secret null if the authentication needs none
 */
public record TestMail(
    MailOwner owner,
    boolean stored,
    MailServerSettings server,
    AddressFilter addresses,
    @Nullable Secret secret,
    EmailAddress recipient,
    Instant time,
    String subject,
    String text) {

  /** Whose stored settings they are; null if they are not stored. */
  public @Nullable MailOwner storedOwner() {
    return stored ? owner : null;
  }
}
