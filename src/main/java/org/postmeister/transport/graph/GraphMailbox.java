package org.postmeister.transport.graph;

import com.microsoft.graph.BaseGraphServiceClient;
import com.microsoft.graph.models.MessageCollectionResponse;
import com.microsoft.graph.models.User;
import com.microsoft.graph.users.item.UserItemRequestBuilder;
import com.microsoft.graph.users.item.sendmail.SendMailPostRequestBody;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import com.microsoft.kiota.http.OkHttpRequestAdapter;
import com.microsoft.kiota.http.middleware.options.HeadersInspectionOption;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.List;
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
  private static final String[] FACTS = {"displayName", "mail", "userPrincipalName"};

  private final GraphAccount account;
  private final OkHttpClient client;
  private final GraphFailures failures;

  /** A request to Graph, built anew for each attempt. */
  interface Request<T> {
    T send(UserItemRequestBuilder user, RequestAdapter adapter);
  }

  GraphMailbox(GraphAccount account, OkHttpClient client, GraphFailures failures) {
    this.account = account;
    this.client = client;
    this.failures = failures;
  }

  User find() throws MicrosoftException, InterruptedException {
    return call((user, adapter) ->
        answered(user.get(configuration -> configuration.queryParameters.select = FACTS.clone())));
  }

  /** What the SDK parsed; it returns null for an empty response. */
  static <T> T answered(@Nullable T answer) {
    if (answer == null) {
      throw new IllegalStateException("Microsoft Graph sent an empty response");
    }
    return answer;
  }

  /** Sends a message as it is. */
  Sent send(byte[] mime) throws MicrosoftException, InterruptedException {
    return callToSend((user, adapter) -> {
      RequestInformation request =
          user.sendMail().toPostRequestInformation(new SendMailPostRequestBody());
      return post(request, mime, adapter);
    });
  }

  /** Sends MIME instead of the JSON that the SDK supports. */
  static Sent post(RequestInformation request, byte[] mime, RequestAdapter adapter) {
    HeadersInspectionOption inspected = inspectAnswer(request);
    asMime(request, mime);
    InputStream _ = adapter.sendPrimitive(request, null, InputStream.class);
    return sent(inspected);
  }

  static void asMime(RequestInformation request, byte[] mime) {
    request.headers.clear();
    request.setStreamContent(
        new ByteArrayInputStream(Base64.getEncoder().encode(mime)), "text/plain");
  }

  static HeadersInspectionOption inspectAnswer(RequestInformation request) {
    HeadersInspectionOption inspected = new HeadersInspectionOption(false, true);
    request.addRequestOptions(List.of(inspected));
    return inspected;
  }

  /**
   * A message that was accepted.
   *
   * @param requestId that Microsoft's support asks for, empty if there was none
   * @param retryAfter the header Retry-After, which delays the next one; null if there was none
   */
  record Sent(Optional<String> requestId, @Nullable String retryAfter) {}

  static Sent sent(HeadersInspectionOption inspected) {
    return new Sent(first(inspected, "request-id"), first(inspected, "retry-after").orElse(null));
  }

  private static Optional<String> first(HeadersInspectionOption inspected, String header) {
    Set<String> values = inspected.getResponseHeaders().get(header);
    return values == null ? Optional.empty() : values.stream().findFirst();
  }

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
    return call((user, adapter) -> {
      MessageCollectionResponse found =
          answered(
              user.mailFolders()
                  .byMailFolderId("sentitems")
                  .messages()
                  .get(configuration -> {
                    configuration.queryParameters.filter =
                        "internetMessageId eq '" + messageId.replace("'", "''") + "'";
                    configuration.queryParameters.select = new String[] {"id"};
                    configuration.queryParameters.top = 1;
                  }));
      return found.getValue() != null && !found.getValue().isEmpty();
    });
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
    String host = account.registration().cloud().graphHost();
    RequestAdapter adapter =
        new OkHttpRequestAdapter(
            new BaseBearerTokenAuthenticationProvider(new ForHost(host, token)),
            null,
            null,
            client);
    adapter.setBaseUrl("https://" + host + "/v1.0");
    try {
      UserItemRequestBuilder user =
          new BaseGraphServiceClient(adapter, null)
              .users()
              .byUserId(account.sender().toAsciiDomain());
      return request.send(user, adapter);
    } catch (RuntimeException e) {
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

  /** Gives the token only to its own service. */
  private static final class ForHost implements AccessTokenProvider {

    private final AllowedHostsValidator hosts;
    private final AccessToken token;

    ForHost(String host, AccessToken token) {
      this.hosts = new AllowedHostsValidator(host);
      this.token = token;
    }

    @Override
    public String getAuthorizationToken(URI uri, @Nullable Map<String, Object> context) {
      return hosts.isUrlHostValid(uri) ? token.value() : "";
    }

    @Override
    public AllowedHostsValidator getAllowedHostsValidator() {
      return hosts;
    }
  }
}
