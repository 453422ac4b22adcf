package org.postmeister.security.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.postmeister.security.RandomToken;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognizes a browser that somebody has signed in to an account with before, by a signed cookie.
 * It only gives the browser a separate count of wrong passwords, and no access. Signed with the
 * stored hash of the password: so every node knows it, and it is valid until the password changes.
 */
@Component
public class KnownDevice implements SessionAuthenticationStrategy {

  private static final String COOKIE = "POSTMEISTER_DEVICE_";
  private static final Duration KEPT = Duration.ofDays(180);
  private static final int NAME_LENGTH = 8;
  private static final String ALGORITHM = "HmacSHA256";

  private final Accounts accounts;

  KnownDevice(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void onAuthentication(
      @Nullable Authentication authentication,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (authentication == null
        || !(authentication.getPrincipal() instanceof SignedInUser user)
        || user.isToken()
        || (authentication.getDetails() instanceof RequestDetails details && details.isApi())
        || find(request, user.getUsername()).isPresent()) {
      return;
    }
    accounts
        .findById(user.accountId())
        .ifPresent(account -> {
          String device = RandomToken.create();
          response.addHeader(
              HttpHeaders.SET_COOKIE,
              ResponseCookie.from(
                      name(account.loginKey()), device + "." + signature(device, account))
                  .httpOnly(true)
                  .secure(request.isSecure())
                  .sameSite("Strict")
                  .path(request.getContextPath() + "/")
                  .maxAge(KEPT)
                  .build()
                  .toString());
        });
  }

  /** The device that a request comes from, if somebody has signed in to the account with it. */
  Optional<String> find(HttpServletRequest request, String login) {
    Cookie cookie = WebUtils.getCookie(request, name(Account.key(login)));
    return cookie == null
        ? Optional.empty()
        : accounts
            .findByLoginKey(Account.key(login))
            .flatMap(account -> device(cookie.getValue(), account));
  }

  private static Optional<String> device(String value, Account account) {
    int dot = value.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String device = value.substring(0, dot);
    return MessageDigest.isEqual(
            signature(device, account).getBytes(StandardCharsets.US_ASCII),
            value.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
        ? Optional.of(device)
        : Optional.empty();
  }

  // Strangers need not see whose cookie it is.
  private static String name(String loginKey) {
    return COOKIE + RandomToken.hash(loginKey).substring(0, NAME_LENGTH);
  }

  private static String signature(String device, Account account) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(
          new SecretKeySpec(account.passwordHash().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] signed = mac.doFinal((account.id() + " " + device).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }
}
