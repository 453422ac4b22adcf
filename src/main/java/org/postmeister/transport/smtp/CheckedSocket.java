package org.postmeister.transport.smtp;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A connected socket whose writes time out, and that hears no more than a server has to say in one
 * conversation.
 */
class CheckedSocket extends WriteTimeoutSocket {

  private static final int MAX_BYTES = 1_000_000;

  private static final int HEARD_BYTES = 200;

  private final Limited limited;

  CheckedSocket(Socket connected, Duration writeTimeout) throws IOException {
    super(connected, Math.toIntExact(writeTimeout.toMillis()));
    this.limited = new Limited(connected.getInputStream());
  }

  /** The first words of the server, as they came. */
  String heard() {
    return limited.heard.toString(StandardCharsets.UTF_8);
  }

  /** From now on the server may say as much again: each message is a conversation of its own. */
  void forgetHowMuch() {
    limited.count = 0;
  }

  @Override
  public InputStream getInputStream() {
    return limited;
  }

  private static final class Limited extends FilterInputStream {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int count;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        keep(new byte[] {(byte) next}, 0, 1);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        keep(buffer, offset, read);
      }
      return read;
    }

    private void keep(byte[] buffer, int offset, int read) throws IOException {
      heard.write(buffer, offset, Math.min(read, HEARD_BYTES - heard.size()));
      count += read;
      if (count > MAX_BYTES) {
        throw new IOException("The server sent more than " + MAX_BYTES + " bytes");
      }
    }
  }
}
