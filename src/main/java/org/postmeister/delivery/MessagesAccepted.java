package org.postmeister.delivery;

import org.postmeister.mailserver.MailOwner;

/**
 * Messages have been taken into the outbox. Told in the transaction that stores them.
 *
 * @param server whose they wait for
 */
public record MessagesAccepted(MailOwner server, int count) {}
