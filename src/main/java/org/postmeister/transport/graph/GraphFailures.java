package org.postmeister.transport.graph;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.NetworkFailures;
import org.postmeister.transport.microsoft.RefusedByMicrosoftException;

/**
 * What refusals of Microsoft Graph mean to the person who has to act on them. Codes as in
 * "Microsoft Graph error responses" and "EWS and Graph response codes" of Exchange.
 */
final class GraphFailures {

  /** It is unknown whether a message was sent. */
  static final String ANSWER_LOST = "graph_answer_lost";

  private static final Duration WITHOUT_RETRY_AFTER = Duration.ofMinutes(1);
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  // Whoever says so, including a gateway of Microsoft's, and in whatever format.
  private static final Set<Integer> ALWAYS_CLEAR = Set.of(TOO_LARGE, TOO_MANY_REQUESTS);

  private final EmailAddress sender;
  private final String service;
  private final long seconds;

  /**
   * @param service as people know it
   * @param seconds of the timeout
   */
  GraphFailures(EmailAddress sender, String service, long seconds) {
    this.sender = sender;
    this.service = service;
    this.seconds = seconds;
  }

  MicrosoftFailure classify(Throwable failure, Redaction secrets) {
    RefusedByMicrosoftException refused =
        NetworkFault.causeOf(failure, RefusedByMicrosoftException.class);
    if (refused != null && (refused.isFromMicrosoft() || ALWAYS_CLEAR.contains(refused.status()))) {
      return refused(refused, secrets);
    }
    MicrosoftFailure network = NetworkFailures.of(failure, service, seconds, secrets);
    return network == null
        ? MicrosoftFailure.of(
            "graph_unknown",
            null,
            failure.getClass().getSimpleName(),
            secrets.hide(String.valueOf(failure.getMessage())),
            "–")
        : network;
  }

  private MicrosoftFailure refused(RefusedByMicrosoftException refused, Redaction secrets) {
    String reply = secrets.hide(refused.reply());
    Duration retryAfter = refused.retryAfter();
    return switch (refused.code()) {
      case "ErrorAccessDenied" -> of("graph_access_denied", reply, retryAfter);
      case "Authorization_RequestDenied" -> of("graph_user_read_missing", reply, retryAfter);
      case "ErrorSendAsDenied" -> of("graph_send_as_denied", reply, retryAfter);
      case "ErrorInvalidUser", "ResourceNotFound", "Request_ResourceNotFound" ->
          of("graph_unknown_sender", reply, retryAfter);
      case "MailboxNotEnabledForRESTAPI" -> of("graph_no_mailbox", reply, retryAfter);
      case "ErrorInvalidRecipients" -> of("graph_recipients_refused", reply, null);
      case "ErrorMimeContentInvalidBase64String" -> of("graph_mime_refused", reply, retryAfter);
      case "InvalidAuthenticationToken" -> of("graph_token_refused", reply, retryAfter);
      case "ErrorExceededMessageLimit" -> of("graph_daily_limit", reply, retryAfter);
      default -> byStatus(refused, reply, secrets);
    };
  }

  private MicrosoftFailure byStatus(
      RefusedByMicrosoftException refused, String reply, Redaction secrets) {
    if (refused.status() == UNAUTHORIZED) {
      return of("graph_token_refused", reply, refused.retryAfter());
    }
    if (refused.status() == TOO_LARGE) {
      return of("graph_too_large", reply, null);
    }
    if (refused.status() == TOO_MANY_REQUESTS) {
      return throttled(
          refused.retryAfter() == null ? WITHOUT_RETRY_AFTER : refused.retryAfter(), reply);
    }
    if (refused.status() >= SERVER_ERROR) {
      return new MicrosoftFailure(
          "microsoft_unavailable",
          List.of(service, Integer.toString(refused.status())),
          reply,
          refused.retryAfter());
    }
    return MicrosoftFailure.of(
        "graph_unknown",
        reply,
        refused.code(),
        secrets.hide(refused.text()),
        refused.requestId() == null ? "–" : refused.requestId());
  }

  /** Microsoft asks for a pause. */
  MicrosoftFailure throttled(Duration retryAfter, @Nullable String reply) {
    return new MicrosoftFailure(
        "graph_throttled",
        List.of(service, Long.toString(Math.max(1, retryAfter.toSeconds()))),
        reply,
        retryAfter);
  }

  private MicrosoftFailure of(String code, String reply, @Nullable Duration retryAfter) {
    return new MicrosoftFailure(code, List.of(sender.toString(), service), reply, retryAfter);
  }
}
