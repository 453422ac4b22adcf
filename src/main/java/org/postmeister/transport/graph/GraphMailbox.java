package org.postmeister.transport.graph;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.microsoft.AccessToken;
import org.postmeister.transport.microsoft.AnswerLostException;
import org.postmeister.transport.microsoft.MicrosoftException;
import org.postmeister.transport.microsoft.MicrosoftFailure;
import org.postmeister.transport.microsoft.RefusedByMicrosoftException;

/** The sender's mailbox in Microsoft Graph. */
final class GraphMailbox {

  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> GATEWAY_ERRORS = Set.of(502, 503, 504);
  private static final Map<String, String> FACTS = Map.of("select", "displayName,mail");

  private final GraphAccount account;
  private final OkHttpClient client;
  private final GraphFailures failures;

  /** A request to Graph, built anew for each attempt. */
  interface Request<T> {
    T send(GraphRequests user) throws IOException;
  }

  GraphMailbox(GraphAccount account, OkHttpClient client, GraphFailures failures) {
    this.account = account;
    this.client = client;
    this.failures = failures;
  }

  GraphUser find() throws MicrosoftException, InterruptedException {
    return call(user -> GraphUser.of(user.get(FACTS)));
  }

  /** Sends a message as it is. */
  Sent send(byte[] mime) throws MicrosoftException, InterruptedException {
    return callToSend(user -> user.send(mime, "sendMail"));
  }

  /**
   * A message that was accepted.
   *
   * @param requestId that Microsoft's support asks for, empty if there was none
   * @param retryAfter the header Retry-After, which delays the next one; null if there was none
   */
  record Sent(Optional<String> requestId, @Nullable String retryAfter) {}

  /**
   * Calls Graph, once more with a new token if it does not accept the cached one.
   *
   * @throws MicrosoftException if the request fails
   */
  <T> T call(Request<T> request) throws MicrosoftException, InterruptedException {
    return call(request, this::send);
  }

  /**
   * The same for the request that sends a mail: without a response, it may still have been sent.
   */
  <T> T callToSend(Request<T> request) throws MicrosoftException, InterruptedException {
    return call(
        request,
        (wanted, token) -> {
          try {
            return send(wanted, token);
          } catch (MicrosoftException e) {
            throw isWithoutAnswer(e) ? answerLost(e) : e;
          }
        });
  }

  // A gateway says so without knowing what became of the request behind it.
  private static boolean isWithoutAnswer(MicrosoftException e) {
    RefusedByMicrosoftException refused =
        NetworkFault.causeOf(e, RefusedByMicrosoftException.class);
    return NetworkFault.causeOf(e, AnswerLostException.class) != null
        || (refused == null && e.failure().code().equals("graph_unknown"))
        || (refused != null && GATEWAY_ERRORS.contains(refused.status()));
  }

  /** Whether a message with this Message-ID was sent from the mailbox. */
  boolean hasSent(String messageId) throws MicrosoftException, InterruptedException {
    String filter = "internetMessageId eq '" + messageId.replace("'", "''") + "'";
    return call(user ->
        !user.get(
                Map.of("filter", filter, "select", "id", "top", "1"),
                "mailFolders",
                "sentitems",
                "messages")
            .path("value")
            .isEmpty());
  }

  private interface Way<T> {
    T send(Request<T> request, AccessToken token) throws MicrosoftException, InterruptedException;
  }

  // The token is requested first, so that no failure of its service looks like one of Graph's.
  private <T> T call(Request<T> request, Way<T> way)
      throws MicrosoftException, InterruptedException {
    AccessToken token = account.tokens().current();
    try {
      return way.send(request, token);
    } catch (MicrosoftException e) {
      RefusedByMicrosoftException refused =
          NetworkFault.causeOf(e, RefusedByMicrosoftException.class);
      if (refused == null || refused.status() != UNAUTHORIZED) {
        throw e;
      }
      return way.send(request, account.tokens().insteadOf(token));
    }
  }

  private <T> T send(Request<T> request, AccessToken token)
      throws MicrosoftException, InterruptedException {
    try {
      return request.send(new GraphRequests(client, account, token));
    } catch (IOException | RuntimeException e) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException();
        interrupted.initCause(e);
        throw interrupted;
      }
      throw new MicrosoftException(failures.classify(e, Redaction.of(token.value())), e);
    }
  }

  private static MicrosoftException answerLost(MicrosoftException e) {
    MicrosoftFailure failure = e.failure();
    return new MicrosoftException(
        new MicrosoftFailure(
            GraphFailures.ANSWER_LOST, failure.arguments(), failure.reply(), failure.retryAfter()),
        e);
  }
}
