package org.postmeister.transport.microsoft;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes MSAL use the connections that everything else for Microsoft uses. */
final class MsalHttpClient implements IHttpClient {

  // A token has a few thousand bytes.
  private static final int MAX_BYTES = 1_000_000;
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  private final OkHttpClient client;
  private final Clock clock;

  MsalHttpClient(OkHttpClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public IHttpResponse send(HttpRequest request) throws IOException {
    Request.Builder builder = new Request.Builder().url(request.url());
    request.headers().forEach(builder::header);
    builder.method(request.httpMethod().name(), body(request));
    try (Response response = client.newCall(builder.build()).execute()) {
      if (!response.isSuccessful()) {
        // MSAL would lose the status unless everything else is as it expects.
        throw AnswerCheck.refusal(response, clock);
      }
      String body = response.peekBody(MAX_BYTES).string();
      if (!body.strip().startsWith("{")) {
        throw new RefusedByMicrosoftException(
            response.code(), "", AnswerCheck.page(response, body), null, null);
      }
      HttpResponse answer = new HttpResponse();
      answer.statusCode(response.code());
      answer.addHeaders(response.headers().toMultimap());
      answer.body(body);
      return answer;
    }
  }

  private static @Nullable RequestBody body(HttpRequest request) {
    return request.httpMethod() == HttpMethod.GET
        ? null
        : RequestBody.create(request.body().getBytes(StandardCharsets.UTF_8), FORM);
  }
}
