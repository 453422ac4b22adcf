package org.postmeister.transport.smtp.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connection below a conversation, encrypted or not. Replies are limited in octets, lines and
 * time; commands are buffered until a reply is awaited.
 */
public final class SmtpSocket extends Socket {

  // For one reply: hundreds of times what any server has to say.
  private static final int MAX_ANSWER = 64 * 1024;
  private static final int MAX_LINES = 500;
  private static final int HEARD_BYTES = 200;
  // Commands for hundreds of recipients, or a small message.
  private static final int MOST_KEPT = 16 * 1024;

  private static final long NEVER = Long.MAX_VALUE;

  private final SocketChannel channel;
  private final SmtpDeadlineWatch deadlines;
  private final Answers answers = new Answers();
  private final Commands commands = new Commands();
  private InputStream in;
  private OutputStream out;

  private Duration expected = Duration.ZERO;
  private volatile long begun;
  private volatile long limit = NEVER;
  private volatile boolean late;

  /**
   * @param connected an open channel; closed with this
   */
  SmtpSocket(SocketChannel connected, SmtpDeadlineWatch deadlines) throws IOException {
    this.channel = connected;
    this.deadlines = deadlines;
    this.in = connected.socket().getInputStream();
    this.out = connected.socket().getOutputStream();
    deadlines.add(this);
  }

  /** From here on both sides are encrypted; whatever was said before is not trusted. */
  public void encrypt(TlsHandshake tls, Duration longest) throws IOException {
    if (answers.hasMore()) {
      throw new IOException("The server sent more than one reply before TLS started");
    }
    expect(longest);
    try {
      Socket secured = tls.shake(channel.socket());
      in = secured.getInputStream();
      out = secured.getOutputStream();
    } catch (IOException e) {
      throw known(e);
    } finally {
      limit = NEVER;
    }
  }

  /** Sets the timeout of the next reply. */
  public void expect(Duration longest) {
    answers.begin();
    expected = longest;
    begun = System.nanoTime();
    limit = longest.toNanos();
  }

  /** The timeout of the last reply. */
  public Duration waited() {
    return expected;
  }

  /** The reply has arrived; nothing is awaited. */
  public void relax() {
    limit = NEVER;
  }

  /** Closes it, on whatever thread, if it has waited too long. */
  void cutIfLate(long now) {
    long allowed = limit;
    if (allowed != NEVER && now - begun > allowed) {
      late = true;
      close();
    }
  }

  /** Sends what is buffered, although no reply is awaited. */
  public void send() throws IOException {
    commands.send();
  }

  /** The server's first words, as received. */
  public String heard() {
    return answers.heard.toString(StandardCharsets.UTF_8);
  }

  /**
   * Whether the server has neither closed the connection nor sent anything unasked, which would
   * mean that it is about to. Sends nothing.
   */
  public boolean isQuiet() {
    if (answers.hasMore() || isClosed()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      try {
        return channel.read(ByteBuffer.allocate(1)) == 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public InputStream getInputStream() {
    return answers;
  }

  @Override
  public OutputStream getOutputStream() {
    return commands;
  }

  @Override
  public InetAddress getInetAddress() {
    return channel.socket().getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return channel.socket().getLocalAddress();
  }

  @Override
  public int getPort() {
    return channel.socket().getPort();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  // Not through TLS, which would send a close notification and could block.
  @Override
  public void close() {
    deadlines.remove(this);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IOException known(IOException e) {
    if (!late) {
      return e;
    }
    SocketTimeoutException timeout = new SocketTimeoutException("The server took too long");
    timeout.initCause(e);
    return timeout;
  }

  /** What the server says. Returned line by line, so that nobody reads more than one reply. */
  private final class Answers extends InputStream {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private byte @Nullable [] buffer;
    private int from;
    private int to;
    private int octets;
    private int lines;
    private boolean carriageReturn;

    void begin() {
      octets = 0;
      lines = 0;
    }

    boolean hasMore() {
      return from < to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!hasMore() && !fill()) {
        return -1;
      }
      int count = 0;
      byte last = 0;
      byte[] known = buffer();
      while (count < length && from < to && last != '\n') {
        last = known[from++];
        // Angus Mail takes a lone CR for a line ending: what follows would be a reply that nobody
        // has asked for yet, perhaps from before TLS.
        if (carriageReturn && last != '\n') {
          throw new IOException("The server ends a line without LF");
        }
        carriageReturn = last == '\r';
        into[offset + count++] = last;
      }
      octets += count;
      lines += last == '\n' ? 1 : 0;
      if (octets > MAX_ANSWER || lines > MAX_LINES) {
        throw new AnswerTooLongException();
      }
      return count;
    }

    private byte[] buffer() {
      if (buffer == null) {
        buffer = new byte[2048];
      }
      return buffer;
    }

    private boolean fill() throws IOException {
      commands.send();
      try {
        int read = in.read(buffer());
        if (read <= 0) {
          return false;
        }
        from = 0;
        to = read;
        heard.write(buffer(), 0, Math.min(read, HEARD_BYTES - heard.size()));
        return true;
      } catch (IOException e) {
        throw known(e);
      }
    }

    // For callers that would read on without waiting: that is the next reply.
    @Override
    public int available() {
      return 0;
    }
  }

  /** A reply that does not end. */
  public static final class AnswerTooLongException extends IOException {

    AnswerTooLongException() {
      super("The server said more than " + MAX_ANSWER + " octets or " + MAX_LINES + " lines");
    }
  }

  /** Buffered commands. They are sent when there are many, or when a reply is awaited. */
  private final class Commands extends OutputStream {

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(512);

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (waiting.size() + length <= MOST_KEPT) {
        waiting.write(octets, offset, length);
        return;
      }
      send();
      try {
        out.write(octets, offset, length);
      } catch (IOException e) {
        throw known(e);
      }
    }

    void send() throws IOException {
      if (waiting.size() > 0) {
        try {
          waiting.writeTo(out);
          out.flush();
          waiting.reset();
        } catch (IOException e) {
          throw known(e);
        }
      }
    }
  }
}
