package org.postmeister.transport.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.postmeister.transport.microsoft.AccessToken;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to Microsoft Graph about one user, with one token. The client turns every unsuccessful
 * response into an exception.
 */
final class GraphRequests {

  // What is read as a whole has a few thousand bytes.
  private static final int MAX_BYTES = 1_000_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  // What Graph wants for MIME in Base64.
  private static final MediaType MIME_TYPE = MediaType.get("text/plain");
  private static final MediaType PIECE_TYPE = MediaType.get("application/octet-stream");
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

  private final OkHttpClient client;
  private final HttpUrl user;
  private final AccessToken token;

  GraphRequests(OkHttpClient client, GraphAccount account, AccessToken token) {
    this.client = client;
    this.user =
        new HttpUrl.Builder()
            .scheme("https")
            .host(account.registration().cloud().graphHost())
            .addPathSegment("v1.0")
            .addPathSegment("users")
            .addEncodedPathSegment(encoded(account.sender().toAsciiDomain()))
            .build();
    this.token = token;
  }

  /**
   * @param query names without their dollar sign, such as {@code select}
   */
  JsonNode get(Map<String, String> query, String... path) throws IOException {
    HttpUrl.Builder url = url(path).newBuilder();
    query.forEach((name, value) -> url.addEncodedQueryParameter("$" + name, encoded(value)));
    try (Response response = execute(authorized(url.build()).get().build())) {
      return answer(response);
    }
  }

  JsonNode postJson(JsonNode json, String... path) throws IOException {
    RequestBody body = RequestBody.create(JSON.writeValueAsBytes(json), JSON_TYPE);
    try (Response response = execute(authorized(url(path)).post(body).build())) {
      return answer(response);
    }
  }

  /** The same where the response repeats all that was posted: nothing of it is read. */
  void add(JsonNode json, String... path) throws IOException {
    RequestBody body = RequestBody.create(JSON.writeValueAsBytes(json), JSON_TYPE);
    execute(authorized(url(path)).post(body).build()).close();
  }

  /**
   * Creates a message.
   *
   * @return its id; the rest of the response repeats the message, whatever its size, and is not
   *     kept
   */
  String create(byte[] mime, String... path) throws IOException {
    try (Response response = execute(authorized(url(path)).post(mime(mime)).build());
        JsonParser json = JSON.createParser(body(response))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = json.currentName().equals("id");
        if (json.nextToken() == JsonToken.VALUE_STRING && found) {
          return json.getString();
        }
        json.skipChildren();
      }
    }
    throw new IllegalStateException("Microsoft Graph sent no id");
  }

  /**
   * Sends a message; there is nothing to read in the response.
   *
   * @param mime null if Graph has it already, as a draft
   */
  GraphMailbox.Sent send(byte @Nullable [] mime, String... path) throws IOException {
    RequestBody body = mime == null ? NOTHING : mime(mime);
    try (Response response = execute(authorized(url(path)).post(body).build())) {
      return new GraphMailbox.Sent(
          Optional.ofNullable(response.header("request-id")), response.header("Retry-After"));
    }
  }

  void delete(String... path) throws IOException {
    execute(authorized(url(path)).delete().build()).close();
  }

  /**
   * Uploads a piece of an attachment. The URL is the permission: a token must not go there.
   *
   * @param uploadUrl given by Graph
   * @param whole the attachment
   * @return empty, or which ranges are still missing
   */
  JsonNode putPiece(String uploadUrl, byte[] whole, int begin, int end) throws IOException {
    Request request =
        new Request.Builder()
            .url(uploadUrl)
            .header("Content-Range", "bytes " + begin + "-" + (end - 1) + "/" + whole.length)
            .put(RequestBody.create(whole, PIECE_TYPE, begin, end - begin))
            .build();
    try (Response response = execute(request)) {
      return JSON.readTree(response.peekBody(MAX_BYTES).bytes());
    }
  }

  private static RequestBody mime(byte[] mime) {
    return RequestBody.create(Base64.getEncoder().encode(mime), MIME_TYPE);
  }

  private HttpUrl url(String... path) {
    HttpUrl.Builder url = user.newBuilder();
    for (String segment : path) {
      url.addEncodedPathSegment(encoded(segment));
    }
    return url.build();
  }

  // OkHttp leaves what a URL allows, such as "+", which servers do not all read alike.
  private static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }

  private Request.Builder authorized(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + token.value())
        .header("Accept", "application/json");
  }

  private Response execute(Request request) throws IOException {
    return client.newCall(request).execute();
  }

  private static InputStream body(Response response) {
    ResponseBody body = response.body();
    return body == null ? InputStream.nullInputStream() : body.byteStream();
  }

  private static JsonNode answer(Response response) throws IOException {
    JsonNode json = JSON.readTree(response.peekBody(MAX_BYTES).bytes());
    if (!json.isObject()) {
      throw new IllegalStateException("Microsoft Graph sent an empty response");
    }
    return json;
  }
}
