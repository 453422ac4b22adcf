package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.Authentication;

/** A way of sending mail. */
public interface MailTransport {

  /** Whether it handles servers with this kind of authentication. */
  boolean serves(Authentication authentication);

  /**
   * Sends a test mail on the calling thread and reports each step as it happens. Any failure is
   * part of the report; when the thread is interrupted the run ends within moments.
   */
  TestReport test(TestMail mail, SendProgress progress);

  /** How many connections to a server are useful at the same time, whatever it allows. */
  int mostConnections();

  /**
   * Connects for sending, on the calling thread.
   *
   * @param stepByStep whether the server is known not to support several commands at once, whatever
   *     it announces
   * @throws ServerFailedException if that is not possible at the moment
   * @throws InterruptedException if the thread is interrupted
   */
  MailConnection connect(SendingServer server, boolean stepByStep)
      throws ServerFailedException, InterruptedException;
}
