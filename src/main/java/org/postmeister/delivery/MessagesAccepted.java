package org.postmeister.delivery;

import org.postmeister.mailserver.MailOwner;

/**
 * Messages have been accepted into the outbox. Published in the transaction that stores them.
 *
 * @param server whose server they wait for
 */
public record MessagesAccepted(MailOwner server, int count) {}
