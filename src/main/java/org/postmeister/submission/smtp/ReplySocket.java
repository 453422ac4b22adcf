package org.postmeister.submission.smtp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.submission.SmtpRefusedException;

/**
 * A connection on which every refusal has an enhanced status code (RFC 2034), and counts. What the
 * library says itself has none, and it lets nobody say it instead: commands that it does not know,
 * lines that are too long, and what it gives up.
 */
final class ReplySocket extends Socket {

  // Without an enhanced status code.
  private static final Pattern INCOMPLETE =
      Pattern.compile("([45]\\d\\d) (?![45]\\.\\d{1,3}\\.\\d{1,3} )(.*)", Pattern.DOTALL);
  private static final String UNKNOWN = "500";

  private final Socket below;
  private final Errors errors;

  /**
   * @param below the connection itself, or TLS on top of it
   */
  ReplySocket(Socket below, Errors errors) {
    this.below = below;
    this.errors = errors;
  }

  /** Counts commands that are refused. */
  interface Errors {

    /**
     * One more.
     *
     * @param reply status and enhanced status
     * @throws SmtpRefusedException if there were too many
     */
    void count(String reply) throws SmtpRefusedException;
  }

  Socket below() {
    return below;
  }

  /** The same on top of another connection. */
  ReplySocket over(Socket other) {
    return new ReplySocket(other, errors);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return below.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Replies(below.getOutputStream());
  }

  /** The library writes each of its replies at once. */
  private final class Replies extends FilterOutputStream {

    Replies(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      if (length == 0 || (octets[from] != '4' && octets[from] != '5')) {
        out.write(octets, from, length);
        return;
      }
      Matcher reply =
          INCOMPLETE.matcher(new String(octets, from, length, StandardCharsets.ISO_8859_1));
      if (!reply.matches()) {
        out.write(octets, from, length);
        return;
      }
      String status = reply.group(1) + " " + enhanced(reply.group(1), reply.group(2));
      try {
        if (reply.group(1).equals(UNKNOWN)) {
          errors.count(status);
        }
        say(status + " " + reply.group(2));
      } catch (SmtpRefusedException tooMany) {
        say(tooMany.refusal().line() + "\r\n");
        // The library would go on.
        below.close();
      }
    }

    private void say(String reply) throws IOException {
      out.write(reply.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  private static String enhanced(String status, String text) {
    return switch (status) {
      case UNKNOWN -> text.contains("not implemented") ? "5.5.1" : "5.5.2";
      case "501" -> "5.5.2";
      case "503" -> "5.5.1";
      case "421" -> text.startsWith("Timeout") ? "4.4.2" : "4.3.2";
      default -> status.charAt(0) + ".0.0";
    };
  }

  @Override
  public void setSoTimeout(int milliseconds) throws SocketException {
    below.setSoTimeout(milliseconds);
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return below.getRemoteSocketAddress();
  }

  @Override
  public InetAddress getInetAddress() {
    return below.getInetAddress();
  }

  @Override
  public int getPort() {
    return below.getPort();
  }

  @Override
  public boolean isConnected() {
    return below.isConnected();
  }

  @Override
  public boolean isBound() {
    return below.isBound();
  }

  @Override
  public boolean isClosed() {
    return below.isClosed();
  }

  @Override
  public void close() throws IOException {
    below.close();
  }
}
