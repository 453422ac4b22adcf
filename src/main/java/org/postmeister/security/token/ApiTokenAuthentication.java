package org.postmeister.security.token;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.security.RandomToken;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.login.LoginThrottle;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Recognizes {@code Authorization: Bearer} (RFC 6750) and checks the token. */
@Component
public class ApiTokenAuthentication implements AuthenticationConverter, AuthenticationManager {

  /** So that people and secret scanners recognize it. */
  static final String PREFIX = "pmt_";

  private static final String SCHEME = "Bearer ";
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final ApiTokens tokens;
  private final TokenCache knownTokens;
  private final TransactionOperations transaction;
  private final AuthenticationEventPublisher events;
  private final LoginThrottle throttle;
  private final Clock clock;

  ApiTokenAuthentication(
      ApiTokens tokens,
      TokenCache knownTokens,
      TransactionOperations transaction,
      AuthenticationEventPublisher events,
      LoginThrottle throttle,
      Clock clock) {
    this.tokens = tokens;
    this.knownTokens = knownTokens;
    this.transaction = transaction;
    this.events = events;
    this.throttle = throttle;
    this.clock = clock;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    PreAuthenticatedAuthenticationToken presented =
        new PreAuthenticatedAuthenticationToken(
            "API token", header.substring(SCHEME.length()).strip());
    presented.setDetails(RequestDetails.ofApi(request));
    return presented;
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    return authenticate(presented, token -> true);
  }

  /**
   * Signs in somebody who presents a token otherwise than over HTTP.
   *
   * @param name under which a refusal is recorded
   * @param acceptable whether the token is one for what it is presented for; whoever is refused
   *     cannot tell that from one that does not exist
   */
  public Authentication authenticate(
      String name, String token, RequestDetails details, Predicate<SignedInUser> acceptable) {
    PreAuthenticatedAuthenticationToken presented =
        new PreAuthenticatedAuthenticationToken(name, token);
    presented.setDetails(details);
    return authenticate(presented, acceptable);
  }

  /** Whether somebody who has signed in with a token still could, on a connection that is open. */
  public boolean isStillValid(Authentication authenticated) {
    return authenticated.getPrincipal() instanceof SignedInUser user
        && knownTokens
            .find(user.accountId())
            .filter(found -> isValid(found, authenticated))
            .isPresent();
  }

  private boolean isValid(ApiToken token, Authentication presented) {
    return (token.expiresAt() == null || token.expiresAt().isAfter(clock.instant()))
        && token.mayComeFrom(address(presented));
  }

  private Authentication authenticate(
      Authentication presented, Predicate<SignedInUser> acceptable) {
    Instant now = clock.instant();
    ApiToken token =
        find(String.valueOf(presented.getCredentials()))
            .filter(found -> isValid(found, presented))
            .filter(found -> acceptable.test(found.toSignedInUser()))
            .orElseThrow(() -> refused(presented));
    Instant notedBefore = now.minus(NOTED_EVERY);
    if (token.lastUsedAt() == null || token.lastUsedAt().isBefore(notedBefore)) {
      transaction.executeWithoutResult(status ->
          tokens.noteUse(token.id(), UtcTime.toColumn(now), UtcTime.toColumn(notedBefore)));
      knownTokens.forget(token.tokenHash());
    }
    SignedInUser user = token.toSignedInUser();
    UsernamePasswordAuthenticationToken authenticated =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authenticated.setDetails(presented.getDetails());
    events.publishAuthenticationSuccess(authenticated);
    return authenticated;
  }

  private BadCredentialsException refused(Authentication presented) {
    // Nobody guesses 256 bits; but attempts must not fill the audit trail.
    throttle.begin(presented.getName(), address(presented)).close();
    BadCredentialsException refusal = new BadCredentialsException("No such API token");
    events.publishAuthenticationFailure(refusal, presented);
    return refusal;
  }

  private static String address(Authentication presented) {
    return presented.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "unknown";
  }

  private Optional<ApiToken> find(String token) {
    return token.startsWith(PREFIX) ? knownTokens.find(RandomToken.hash(token)) : Optional.empty();
  }
}
