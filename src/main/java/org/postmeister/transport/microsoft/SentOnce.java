package org.postmeister.transport.microsoft;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Prevents OkHttp from sending a body again when a connection breaks: the service may have accepted
 * it, and a mail would arrive twice. Other addresses of the host are still tried before anything
 * was sent. Later failures are distinguished as {@link AnswerLostException}.
 */
enum SentOnce implements Interceptor {
  INSTANCE;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    RequestBody body = request.body();
    if (body == null) {
      return chain.proceed(request);
    }
    OneShot once = new OneShot(body);
    try {
      return chain.proceed(request.newBuilder().method(request.method(), once).build());
    } catch (RefusedByMicrosoftException e) {
      throw e;
    } catch (IOException e) {
      throw once.begun ? new AnswerLostException(e) : e;
    }
  }

  private static final class OneShot extends RequestBody {

    private final RequestBody body;
    private volatile boolean begun;

    OneShot(RequestBody body) {
      this.body = body;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      begun = true;
      body.writeTo(sink);
    }
  }
}
