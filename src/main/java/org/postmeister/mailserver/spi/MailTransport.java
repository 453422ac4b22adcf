package org.postmeister.mailserver.spi;

import org.postmeister.mailserver.Authentication;

/** A way mail leaves. */
public interface MailTransport {

  /** Whether it serves servers that are authenticated to in this way. */
  boolean serves(Authentication authentication);

  /**
   * Sends a test mail on the calling thread and tells each step as it happens. Whatever fails is
   * part of the report; when the thread is interrupted the run ends within moments.
   */
  TestReport test(TestMail mail, SendProgress progress);

  /** How many connections to a server are of use at the same time, whatever it says. */
  int mostConnections();

  /**
   * Connects for sending, on the calling thread.
   *
   * @param stepByStep whether the server is known not to understand several commands at once,
   *     whatever it announces
   * @throws ServerFailedException if that is not possible just now
   * @throws InterruptedException if the thread is interrupted
   */
  MailConnection connect(SendingServer server, boolean stepByStep)
      throws ServerFailedException, InterruptedException;
}
