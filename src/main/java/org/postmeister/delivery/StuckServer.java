package org.postmeister.delivery;

import java.time.Instant;
import org.postmeister.mailserver.MailOwner;

/**
 * A server that keeps all its connections waiting and accepts nothing.
 *
 * @param since when it has accepted nothing
 * @param connections that wait for it
 */
public record StuckServer(MailOwner owner, Instant since, int connections) {}
