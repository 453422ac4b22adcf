package org.postmeister.transport.microsoft;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.secret.Secret;
import org.postmeister.transport.NetworkFault;
import org.postmeister.transport.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access tokens of one application for one service. It calls Microsoft Entra as rarely as
 * possible: many threads share one request, a token is used until it expires and renewed in the
 * background in its last minutes (docs/decisions/0012 explains why MSAL alone is not sufficient).
 */
public final class TokenSource {

  private static final Logger log = LoggerFactory.getLogger(TokenSource.class);

  private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(5);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);
  private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(2);

  private final AppRegistration registration;
  private final Secret secret;
  private final Resource resource;
  private final ConfidentialClientApplication application;
  private final ClientCredentialParameters parameters;
  private final String service;
  private final Duration patience;
  private final Clock clock;

  private volatile @Nullable AccessToken token;

  // Guarded by this.
  private @Nullable CompletableFuture<AccessToken> request;
  private @Nullable MicrosoftFailure refusal;
  private Instant notBefore = Instant.MIN;
  private Instant nextRenewal = Instant.MIN;

  /**
   * @param service as people know it
   * @param patience after which every request has ended
   */
  TokenSource(
      AppRegistration registration,
      Secret secret,
      Resource resource,
      ConfidentialClientApplication application,
      ClientCredentialParameters parameters,
      String service,
      Duration patience,
      Clock clock) {
    this.registration = registration;
    this.secret = secret;
    this.resource = resource;
    this.application = application;
    this.parameters = parameters;
    this.service = service;
    this.patience = patience;
    this.clock = clock;
  }

  /** Whether it is for this application with this secret. */
  boolean isFor(AppRegistration wanted, Secret wantedSecret, Resource wantedResource) {
    return resource == wantedResource
        && registration.equals(wanted)
        && MessageDigest.isEqual(
            secret.reveal().getBytes(StandardCharsets.UTF_8),
            wantedSecret.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A currently valid token, requested only if there is none.
   *
   * @throws MicrosoftException if there is none and none is issued
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public AccessToken current() throws MicrosoftException, InterruptedException {
    AccessToken known = token;
    Instant now = clock.instant();
    if (known == null || !known.expiresAt().isAfter(now)) {
      return await(request());
    }
    if (!known.expiresAt().minus(RENEW_BEFORE_END).isAfter(now)) {
      renew(known);
    }
    return known;
  }

  /**
   * A newly requested token, with the current permissions. It replaces the previous one.
   *
   * @throws MicrosoftException if none is issued
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public AccessToken fresh() throws MicrosoftException, InterruptedException {
    return await(request());
  }

  /**
   * A token in place of one that the service refuses although it should still be valid. Of many
   * threads that were refused with the same one, the first requests it.
   *
   * @throws MicrosoftException if none is issued
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public AccessToken insteadOf(AccessToken refused)
      throws MicrosoftException, InterruptedException {
    AccessToken known = token;
    return known == null || known.equals(refused) ? fresh() : current();
  }

  private synchronized void renew(AccessToken known) {
    Instant now = clock.instant();
    if (now.isBefore(nextRenewal)) {
      return;
    }
    nextRenewal = now.plus(BETWEEN_RENEWALS);
    CompletableFuture<AccessToken> _ =
        request()
            .whenComplete((renewed, failure) -> {
              if (failure != null) {
                log.warn(
                    "The access token of application {} in directory {} could not be renewed ({});"
                        + " it is valid until {}.",
                    registration.applicationId(),
                    registration.directoryId(),
                    classify(failure).code(),
                    known.expiresAt());
              }
            });
  }

  /** The request that is under way, or a new one. */
  private synchronized CompletableFuture<AccessToken> request() {
    if (request != null && !request.isDone()) {
      return request;
    }
    if (refusal != null && clock.instant().isBefore(notBefore)) {
      return CompletableFuture.failedFuture(new MicrosoftException(refusal, null));
    }
    refusal = null;
    CompletableFuture<AccessToken> begun =
        application.acquireToken(parameters).thenApply(TokenSource::token);
    request = begun;
    CompletableFuture<AccessToken> _ = begun.whenComplete(this::remember);
    return begun;
  }

  private synchronized void remember(@Nullable AccessToken given, @Nullable Throwable failure) {
    if (given != null) {
      token = given;
    }
    if (failure != null) {
      MicrosoftFailure why = classify(failure);
      Duration retryAfter = why.retryAfter();
      if (retryAfter != null) {
        refusal = why;
        notBefore = clock.instant().plus(retryAfter);
      }
    }
  }

  private AccessToken await(CompletableFuture<AccessToken> wanted)
      throws MicrosoftException, InterruptedException {
    try {
      return wanted.get(patience.plus(BEYOND_TIMEOUTS).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new MicrosoftException(classify(Objects.requireNonNull(e.getCause())), e);
    } catch (TimeoutException e) {
      // Only resolving the host can outlast the timeouts.
      throw new MicrosoftException(
          MicrosoftFailure.of(
              "microsoft_timed_out", null, service, Long.toString(patience.toSeconds()), ""),
          e);
    }
  }

  private MicrosoftFailure classify(Throwable failure) {
    MicrosoftException known = NetworkFault.causeOf(failure, MicrosoftException.class);
    return known != null
        ? known.failure()
        : EntraFailures.classify(
            failure, registration, service, patience.toSeconds(), Redaction.of(secret.reveal()));
  }

  private static AccessToken token(IAuthenticationResult result) {
    return new AccessToken(result.accessToken(), result.expiresOnDate().toInstant());
  }
}
