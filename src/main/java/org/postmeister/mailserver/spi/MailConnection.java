package org.postmeister.mailserver.spi;

import org.jspecify.annotations.Nullable;

/** A way to one server that stays open for more than one message. Used by one thread at a time. */
public interface MailConnection extends AutoCloseable {

  /**
   * Hands one message over, once, on the calling thread and with no transaction open. Whatever
   * fails is part of the result.
   *
   * @param next the message that follows, if it is known: what has to be said before its content
   *     may go along with the end of this one. It has to be sent next, or the connection closed
   * @throws InterruptedException if the thread is interrupted; what became of the message is not
   *     known, unless it was cancelled
   */
  SendResult send(OutgoingMail mail, @Nullable OutgoingMail next) throws InterruptedException;

  /** Whether the server understands several commands at once; null as long as that is not known. */
  @Nullable Boolean pipelines();

  /** Whether it makes a difference to know the next message while one is sent. */
  boolean mayAnnounce();

  /**
   * Whether it can take another message. One that is idle is looked at without asking the server
   * anything.
   */
  boolean isOpen();

  @Override
  void close();
}
