package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.MailOwner;

/**
 * Settings or secret of a mail server were stored or deleted: whatever a transport keeps for it is
 * worth nothing any more. Told in the transaction of the change.
 */
public record MailServerChanged(MailOwner owner) {}
