package org.postmeister.mailserver.spi;

import org.jspecify.annotations.Nullable;

/**
 * A connection to one server that stays open for more than one message. Used by one thread at a
 * time.
 */
public interface MailConnection extends AutoCloseable {

  /**
   * Hands over one message, once, on the calling thread and with no transaction open. Any failure
   * is part of the result.
   *
   * @param next the message that follows, if it is known: its commands before the content may be
   *     sent together with the end of this one. It must be sent next, or the connection closed
   * @throws InterruptedException if the thread is interrupted; what became of the message is then
   *     unknown, unless it was cancelled
   */
  SendResult send(OutgoingMail mail, @Nullable OutgoingMail next) throws InterruptedException;

  /** Whether the server supports several commands at once; null if that is not known yet. */
  @Nullable Boolean pipelines();

  /** Whether it makes a difference to know the next message while one is being sent. */
  boolean mayAnnounce();

  /**
   * Whether it can be used for another message. An idle one is checked without sending anything to
   * the server.
   */
  boolean isOpen();

  @Override
  void close();
}
