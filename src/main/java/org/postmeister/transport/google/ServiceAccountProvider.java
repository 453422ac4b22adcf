package org.postmeister.transport.google;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.auth.oauth2.ServiceAccountCredentials;
import jakarta.annotation.PreDestroy;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.secret.Secret;
import org.postmeister.transport.HttpProxy;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Caches one service account, with its token, for each stored mail server that needs one. */
@Component
public class ServiceAccountProvider {

  private static final String GMAIL = "https://mail.google.com/";
  // Longer than a token lives: one that was unused for so long is worthless.
  private static final Duration IDLE = Duration.ofHours(2);
  private static final int MOST = 20_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Cache<MailOwner, ServiceAccount> accounts =
      Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();
  private final ConnectionPool connections = new ConnectionPool(4, 2, TimeUnit.MINUTES);
  private final GoogleProperties properties;
  private final OkHttpTransport transport;

  public ServiceAccountProvider(
      GoogleProperties properties, HttpProxy proxy, TrustedAuthorityStore authorities) {
    this.properties = properties;
    this.transport =
        new OkHttpTransport(
            proxy
                .applyTo(new OkHttpClient.Builder())
                .connectionPool(connections)
                .sslSocketFactory(authorities.tls().getSocketFactory(), authorities.trustManager())
                .connectTimeout(properties.connectTimeout())
                .readTimeout(properties.answerTimeout())
                .writeTimeout(properties.answerTimeout())
                .callTimeout(properties.connectTimeout().plus(properties.answerTimeout()))
                .followRedirects(false)
                .followSslRedirects(false)
                .build());
  }

  /**
   * The account of a mail server. For stored settings it is cached until settings or key change; on
   * this node it is dropped at once when they do.
   *
   * @param stored owner of these stored settings and key; null if they are not stored
   * @param user it acts for
   */
  public ServiceAccount of(@Nullable MailOwner stored, Secret key, String user) {
    if (stored == null) {
      return account(key, user);
    }
    return accounts
        .asMap()
        .compute(
            stored,
            (owner, known) -> known != null && known.isFor(user, key) ? known : account(key, user));
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(MailServerChanged changed) {
    accounts.invalidate(changed.owner());
  }

  private ServiceAccount account(Secret key, String user) {
    JsonNode json = JSON.readTree(key.reveal());
    PrivateKey privateKey =
        Objects.requireNonNull(PemContent.of(json.path("private_key").asString()).getPrivateKey());
    ServiceAccountCredentials credentials =
        ServiceAccountCredentials.newBuilder()
            .setClientEmail(json.path("client_email").asString())
            .setPrivateKeyId(json.path("private_key_id").asString())
            .setPrivateKey(privateKey)
            .setServiceAccountUser(user)
            .setScopes(List.of(GMAIL))
            .setTokenServerUri(properties.endpoint())
            .setHttpTransportFactory(() -> transport)
            // The sender decides when to try again.
            .setDefaultRetriesEnabled(false)
            .build();
    return new ServiceAccount(
        credentials,
        key,
        user,
        properties.endpoint().getHost(),
        properties.connectTimeout().plus(properties.answerTimeout()).toSeconds());
  }

  @PreDestroy
  public void shutdown() {
    connections.evictAll();
  }
}
