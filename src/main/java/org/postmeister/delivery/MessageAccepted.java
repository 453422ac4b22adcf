package org.postmeister.delivery;

import org.postmeister.mailserver.Owner;

/**
 * A message has been taken into the outbox. Told in the transaction that stores it.
 *
 * @param server whose it waits for
 */
record MessageAccepted(Owner server) {}
