package org.postmeister.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Network failures, below the exceptions of libraries. */
public final class NetworkFault {

  private static final int MAX_TEXT = 500;

  private NetworkFault() {}

  /** The kind of failure, used as the end of failure codes. */
  public static String kind(IOException cause) {
    return switch (cause) {
      case ProxyRefusedException proxy -> "proxy_refused";
      case UnknownHostException unknown -> "unknown_host";
      case SSLPeerUnverifiedException otherName -> "not_trusted";
      case SSLException tls when causeOf(tls, CertificateException.class) != null -> "not_trusted";
      case InterruptedIOException timeout -> "timed_out";
      case ConnectException refused -> "unreachable";
      case NoRouteToHostException unreachable -> "unreachable";
      case IOException other when isFromProxy(other) -> "proxy_refused";
      default -> "connection_lost";
    };
  }

  /** The message of the deepest cause. */
  public static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return shorten(String.valueOf(root.getMessage()));
  }

  /** The first of the type in the chain of causes, null if there is none. */
  public static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  /** A text from outside, shortened for display. */
  public static String shorten(String text) {
    String clean = text.strip().replaceAll("[\\p{Cntrl}&&[^\\n]]", "�");
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT) + " …";
  }

  // OkHttp has no exception type for a proxy's reply to CONNECT.
  private static boolean isFromProxy(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.startsWith("Unexpected response code for CONNECT")
        || message.startsWith("Failed to authenticate with proxy");
  }
}
