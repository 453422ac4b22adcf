package org.postmeister.transport.smtp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A connected socket whose writes time out, and that hears no more than a server has to say in one
 * conversation.
 */
class CheckedSocket extends WriteTimeoutSocket {

  private static final int MAX_BYTES = 1_000_000;

  private final InputStream limited;

  CheckedSocket(Socket connected, Duration writeTimeout) throws IOException {
    super(connected, Math.toIntExact(writeTimeout.toMillis()));
    this.limited = new Limited(connected.getInputStream());
  }

  @Override
  public InputStream getInputStream() {
    return limited;
  }

  private static final class Limited extends FilterInputStream {

    private int count;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      if (count > MAX_BYTES) {
        throw new IOException("The server sent more than " + MAX_BYTES + " bytes");
      }
    }
  }
}
