package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.MailOwner;

/**
 * Settings or secret of a mail server were stored or deleted: whatever a transport caches for it is
 * no longer valid. Published in the transaction of the change.
 */
public record MailServerChanged(MailOwner owner) {}
