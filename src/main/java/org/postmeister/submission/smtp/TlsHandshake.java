package org.postmeister.submission.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.server.Session;

/** Puts TLS on top of a connection. */
final class TlsHandshake {

  private TlsHandshake() {}

  /**
   * @param read what the client has already sent of it
   */
  static void over(Session session, SSLContext context, byte[] read) throws IOException {
    ReplySocket plain = (ReplySocket) session.getSocket();
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain.below(), new ByteArrayInputStream(read), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    session.setSocket(plain.over(socket));
    session.setTlsStarted(true);
  }
}
