package org.postmeister.transport.microsoft;

import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.postmeister.mailserver.MicrosoftCloud;

/**
 * Sends requests only to the service they are for, or to its configured replacement. Nothing goes
 * anywhere else, except for the pieces of large attachments: Microsoft Graph returns a URL for
 * them, which is their permission, and they go there without a token if it belongs to the same
 * cloud or to its replacement.
 */
final class EndpointGuard implements Interceptor {

  private final Endpoint endpoint;
  private final MicrosoftCloud cloud;

  EndpointGuard(Endpoint endpoint, MicrosoftCloud cloud) {
    this.endpoint = endpoint;
    this.cloud = cloud;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    HttpUrl target = endpoint.resolve(request.url());
    if (target == null && !isPieceOfAttachment(request)) {
      throw new IOException(
          "A request for " + endpoint.host() + " would have gone to " + request.url().host());
    }
    return chain.proceed(target == null ? request : request.newBuilder().url(target).build());
  }

  private boolean isPieceOfAttachment(Request request) {
    HttpUrl url = request.url();
    HttpUrl instead = endpoint.instead();
    boolean known =
        cloud.hasMailboxesAt(url.host())
            || (instead != null
                && instead.host().equals(url.host())
                && instead.port() == url.port());
    return known
        && url.isHttps()
        && request.method().equals("PUT")
        && request.header("Authorization") == null;
  }
}
