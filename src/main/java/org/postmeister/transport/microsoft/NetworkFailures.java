package org.postmeister.transport.microsoft;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.ProxyRefusedException;
import org.postmeister.transport.Redaction;

/** What it means when one of Microsoft's services gives no answer of its own. */
public final class NetworkFailures {

  private NetworkFailures() {}

  /**
   * @param failure somewhere below the exception of a library
   * @param service as people know it
   * @param seconds of patience
   * @return null if the network is not at fault
   */
  public static @Nullable MicrosoftFailure of(
      Throwable failure, String service, long seconds, Redaction secrets) {
    RefusedByMicrosoftException refused = causeOf(failure, RefusedByMicrosoftException.class);
    if (refused != null) {
      return refused.isFromMicrosoft()
          ? null
          : new MicrosoftFailure(
              "microsoft_not_json",
              List.of(service, Integer.toString(refused.status())),
              secrets.hide(refused.reply()),
              refused.retryAfter());
    }
    IOException cause = causeOf(failure, IOException.class);
    if (cause instanceof AnswerLostException lost) {
      cause = lost.because();
    }
    return cause == null
        ? null
        : MicrosoftFailure.of(code(cause), null, service, Long.toString(seconds), reason(cause));
  }

  private static String code(IOException cause) {
    return switch (cause) {
      case ProxyRefusedException proxy -> "proxy_refused";
      case UnknownHostException unknown -> "microsoft_unknown_host";
      case SSLPeerUnverifiedException otherName -> "microsoft_not_trusted";
      case SSLException tls when causeOf(tls, CertificateException.class) != null ->
          "microsoft_not_trusted";
      case InterruptedIOException timeout -> "microsoft_timed_out";
      case ConnectException refused -> "microsoft_unreachable";
      case NoRouteToHostException unreachable -> "microsoft_unreachable";
      case IOException other when isFromProxy(other) -> "proxy_refused";
      default -> "microsoft_connection_lost";
    };
  }

  // OkHttp has no exception of its own for what a proxy answers to CONNECT.
  private static boolean isFromProxy(IOException cause) {
    return String.valueOf(cause.getMessage()).startsWith("Unexpected response code for CONNECT");
  }

  private static String reason(IOException cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return AnswerCheck.shorten(String.valueOf(root.getMessage()));
  }

  /** The first of the kind in the chain of causes, null if there is none. */
  public static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
