package org.postmeister.mailserver.spi;

/** A way to one server that stays open for more than one message. Used by one thread at a time. */
public interface MailConnection extends AutoCloseable {

  /**
   * Hands one message over, once, on the calling thread and with no transaction open. Whatever
   * fails is part of the result.
   *
   * @throws InterruptedException if the thread is interrupted; what became of the message is not
   *     known
   */
  SendResult send(OutgoingMail mail) throws InterruptedException;

  /** Whether the server still answers; asks it. */
  boolean isAlive();

  /**
   * Whether a failure of the next message may only mean that the server has closed this connection,
   * as it may after a while or after so many messages.
   */
  boolean mayHaveGoneStale();

  @Override
  void close();
}
