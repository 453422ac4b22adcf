package org.postmeister.transport.microsoft;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;

/** Why one of Microsoft's services gave no response of its own. */
public final class NetworkFailures {

  private NetworkFailures() {}

  /**
   * @param failure somewhere below the exception of a library
   * @param service as people know it
   * @param seconds of the timeout
   * @return null if the network is not at fault
   */
  public static @Nullable MicrosoftFailure of(
      Throwable failure, String service, long seconds, Redaction secrets) {
    RefusedByMicrosoftException refused =
        NetworkFault.causeOf(failure, RefusedByMicrosoftException.class);
    if (refused != null) {
      return refused.isFromMicrosoft()
          ? null
          : new MicrosoftFailure(
              "microsoft_not_json",
              List.of(service, Integer.toString(refused.status())),
              secrets.hide(refused.reply()),
              refused.retryAfter());
    }
    IOException cause = NetworkFault.causeOf(failure, IOException.class);
    if (cause instanceof AnswerLostException lost) {
      cause = lost.because();
    }
    return cause == null
        ? null
        : MicrosoftFailure.of(
            code(cause), null, service, Long.toString(seconds), NetworkFault.reason(cause));
  }

  private static String code(IOException cause) {
    String kind = NetworkFault.kind(cause);
    return kind.equals("proxy_refused") ? kind : "microsoft_" + kind;
  }
}
