package org.postmeister.transport.microsoft;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import jakarta.annotation.PreDestroy;
import java.net.MalformedURLException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.secret.Secret;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Caches one source of access tokens for each stored mail server that needs them. */
@Component
public class AccessTokenProvider {

  // Longer than a token lives: one that was unused for so long is worthless.
  private static final Duration IDLE = Duration.ofHours(2);
  private static final int MOST = 20_000;

  private final Cache<MailOwner, TokenSource> sources =
      Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();
  // Each request waits on a virtual thread, which costs next to nothing.
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("token-", 0).factory());
  private final MicrosoftHttp http;
  private final MicrosoftProperties properties;
  private final Clock clock;

  AccessTokenProvider(MicrosoftHttp http, MicrosoftProperties properties, Clock clock) {
    this.http = http;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * The source for a mail server. For stored settings it is cached until settings or secret change;
   * on this node it is dropped at once when they do.
   *
   * @param stored owner of these stored settings and secret; null if they are not stored
   * @param registration with directory and application
   */
  public TokenSource of(
      @Nullable MailOwner stored, AppRegistration registration, Secret secret, Resource resource) {
    if (stored == null) {
      return source(registration, secret, resource);
    }
    return sources
        .asMap()
        .compute(
            stored,
            (owner, known) ->
                known != null && known.isFor(registration, secret, resource)
                    ? known
                    : source(registration, secret, resource));
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(MailServerChanged changed) {
    sources.invalidate(changed.owner());
  }

  private TokenSource source(AppRegistration registration, Secret secret, Resource resource) {
    MicrosoftHttp.Service login = http.login(registration.cloud());
    String directory = Objects.requireNonNull(registration.directoryId()).value();
    String application = Objects.requireNonNull(registration.applicationId()).value();
    try {
      return new TokenSource(
          registration,
          secret,
          resource,
          ConfidentialClientApplication.builder(application, credential(registration, secret))
              .authority("https://" + registration.cloud().loginHost() + "/" + directory + "/")
              .instanceDiscovery(false)
              .httpClient(new MsalHttpClient(login.client(), clock))
              .executorService(requests)
              .disableInternalRetries()
              .build(),
          // TokenSource decides how long a token is used.
          ClientCredentialParameters.builder(Set.of(resource.scope(registration.cloud())))
              .skipCache(true)
              .build(),
          login.name(),
          properties.connectTimeout().plus(properties.answerTimeout()),
          clock);
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A directory ID does not form a URL", e);
    }
  }

  private static IClientCredential credential(AppRegistration registration, Secret secret) {
    ClientCertificate certificate = registration.certificate();
    return certificate == null
        ? ClientCredentialFactory.createFromSecret(secret.reveal())
        : ClientCredentialFactory.createFromCertificate(privateKey(secret), certificate.x509());
  }

  private static PrivateKey privateKey(Secret stored) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(stored.reveal())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A stored private key cannot be read", e);
    }
  }

  @PreDestroy
  void shutdown() {
    requests.shutdownNow();
  }
}
