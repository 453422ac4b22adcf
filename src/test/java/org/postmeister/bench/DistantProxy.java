package org.postmeister.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a port of this machine as far away as others are: each direction takes half a round trip.
 */
final class DistantProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final long halfRoundTrip;

  DistantProxy(int target, Duration roundTrip) throws IOException {
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.target = target;
    this.halfRoundTrip = roundTrip.toNanos() / 2;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private record Piece(long due, byte[] octets) {}

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        pass(near, far);
        pass(far, near);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Piece> onTheWay = new LinkedBlockingQueue<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          byte[] buffer = new byte[64 * 1024];
          try (from) {
            InputStream in = from.getInputStream();
            int read = in.read(buffer);
            while (read >= 0) {
              onTheWay.add(
                  new Piece(System.nanoTime() + halfRoundTrip, Arrays.copyOf(buffer, read)));
              read = in.read(buffer);
            }
          } catch (IOException e) {
            // The other side ends it.
          }
          onTheWay.add(new Piece(System.nanoTime(), new byte[0]));
        });
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (to) {
            OutputStream out = to.getOutputStream();
            Piece piece = onTheWay.take();
            while (piece.octets().length > 0) {
              long left = piece.due() - System.nanoTime();
              while (left > 0) {
                LockSupport.parkNanos(left);
                left = piece.due() - System.nanoTime();
              }
              out.write(piece.octets());
              piece = onTheWay.take();
            }
          } catch (IOException e) {
            // The other side has ended it.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
