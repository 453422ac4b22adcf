package org.postmeister.transport.microsoft;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.transport.HttpProxy;
import org.springframework.stereotype.Component;

/**
 * The connections to Microsoft's services. All mail servers share them and their threads, however
 * many there are.
 */
@Component
public class MicrosoftHttp {

  private static final int IDLE_CONNECTIONS = 16;
  private static final int IDLE_MINUTES = 2;

  private final ConnectionPool connections =
      new ConnectionPool(IDLE_CONNECTIONS, IDLE_MINUTES, TimeUnit.MINUTES);
  private final Dispatcher dispatcher = new Dispatcher();
  private final MicrosoftProperties properties;
  private final X509ExtendedTrustManager authorities;
  private final SSLContext tls;
  private final HttpProxy proxy;
  private final Map<MicrosoftCloud, Service> login = new EnumMap<>(MicrosoftCloud.class);
  private final Map<MicrosoftCloud, Service> graph = new EnumMap<>(MicrosoftCloud.class);

  /**
   * A service of one cloud.
   *
   * @param name as people know it
   */
  public record Service(OkHttpClient client, String name) {}

  MicrosoftHttp(
      MicrosoftProperties properties,
      HttpProxy proxy,
      TrustedAuthorityStore authorities,
      Clock clock) {
    this.properties = properties;
    this.proxy = proxy;
    this.authorities = authorities.trustManager();
    this.tls = authorities.tls();
    for (MicrosoftCloud cloud : MicrosoftCloud.values()) {
      Endpoint loginEndpoint =
          Endpoint.of(
              cloud.loginHost(),
              properties.loginEndpoint(),
              "POSTMEISTER_MICROSOFT_LOGIN_ENDPOINT");
      login.put(
          cloud, new Service(prepared(loginEndpoint, cloud).build(), loginEndpoint.describe()));
      Endpoint graphEndpoint =
          Endpoint.of(
              cloud.graphHost(),
              properties.graphEndpoint(),
              "POSTMEISTER_MICROSOFT_GRAPH_ENDPOINT");
      graph.put(
          cloud,
          new Service(
              prepared(graphEndpoint, cloud).addInterceptor(new AnswerCheck(clock)).build(),
              graphEndpoint.describe()));
    }
  }

  /** Microsoft Entra, which issues access tokens. */
  Service login(MicrosoftCloud cloud) {
    return Objects.requireNonNull(login.get(cloud));
  }

  /**
   * Microsoft Graph. Every unsuccessful response arrives as {@link RefusedByMicrosoftException}.
   */
  public Service graph(MicrosoftCloud cloud) {
    return Objects.requireNonNull(graph.get(cloud));
  }

  private OkHttpClient.Builder prepared(Endpoint endpoint, MicrosoftCloud cloud) {
    return proxy
        .applyTo(new OkHttpClient.Builder())
        .connectionPool(connections)
        .dispatcher(dispatcher)
        .sslSocketFactory(tls.getSocketFactory(), authorities)
        .connectTimeout(properties.connectTimeout())
        .readTimeout(properties.answerTimeout())
        .writeTimeout(properties.answerTimeout())
        .callTimeout(properties.connectTimeout().plus(properties.answerTimeout()))
        .followRedirects(false)
        .followSslRedirects(false)
        .addInterceptor(new EndpointGuard(endpoint, cloud))
        .addInterceptor(SentOnce.INSTANCE);
  }

  @PreDestroy
  void shutdown() {
    dispatcher.executorService().shutdownNow();
    connections.evictAll();
  }
}
