package org.postmeister.transport.microsoft;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests to the one service they are for, or to what the configuration has in its place.
 * What carries credentials goes nowhere else.
 */
final class EndpointGuard implements Interceptor {

  private final Endpoint endpoint;

  EndpointGuard(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    HttpUrl target = endpoint.resolve(request.url());
    if (target == null && (!request.url().isHttps() || carriesCredentials(request))) {
      throw new IOException(
          "A request for " + endpoint.host() + " would have gone to " + request.url().host());
    }
    return chain.proceed(target == null ? request : request.newBuilder().url(target).build());
  }

  // Only the pieces of an upload have none: they go where Microsoft Graph says, without a token.
  private static boolean carriesCredentials(Request request) {
    return request.header("Authorization") != null || !request.method().equals("PUT");
  }
}
