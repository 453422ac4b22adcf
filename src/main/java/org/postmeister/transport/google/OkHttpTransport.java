package org.postmeister.transport.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Makes Google's library use the HTTP client with our authorities, timeouts and proxy. */
final class OkHttpTransport extends HttpTransport {

  // A token has a few thousand bytes.
  private static final int MAX_BYTES = 1_000_000;

  private final OkHttpClient client;

  OkHttpTransport(OkHttpClient client) {
    this.client = client;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Asking(client, method, url);
  }

  private static final class Asking extends LowLevelHttpRequest {

    private final OkHttpClient client;
    private final String method;
    private final Request.Builder request;

    Asking(OkHttpClient client, String method, String url) {
      this.client = client;
      this.method = method;
      this.request = new Request.Builder().url(url);
    }

    @Override
    public void addHeader(String name, String value) {
      if (name.equalsIgnoreCase("Accept-Encoding")) {
        // OkHttp requests only the encodings that it decodes itself.
        return;
      }
      request.addHeader(name, value);
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      request.method(method, body());
      try (Response response = client.newCall(request.build()).execute()) {
        return new Answer(response, response.peekBody(MAX_BYTES));
      }
    }

    private @Nullable RequestBody body() throws IOException {
      if (getStreamingContent() == null) {
        return null;
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      getStreamingContent().writeTo(content);
      return RequestBody.create(content.toByteArray(), MediaType.get(getContentType()));
    }
  }

  private static final class Answer extends LowLevelHttpResponse {

    private final Response response;
    private final byte[] content;

    Answer(Response response, ResponseBody body) throws IOException {
      this.response = response;
      this.content = body.bytes();
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public long getContentLength() {
      return content.length;
    }

    @Override
    public @Nullable String getContentType() {
      return response.header("Content-Type");
    }

    @Override
    public String getStatusLine() {
      return response.code() + " " + response.message();
    }

    @Override
    public int getStatusCode() {
      return response.code();
    }

    @Override
    public String getReasonPhrase() {
      return response.message();
    }

    @Override
    public int getHeaderCount() {
      return response.headers().size();
    }

    @Override
    public String getHeaderName(int index) {
      return response.headers().name(index);
    }

    @Override
    public String getHeaderValue(int index) {
      return response.headers().value(index);
    }
  }
}
