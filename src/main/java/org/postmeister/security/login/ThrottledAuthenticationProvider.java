package org.postmeister.security.login;

import org.jspecify.annotations.Nullable;
import org.postmeister.security.account.AccountDetailsService;
import org.postmeister.security.account.AccountSearch;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Checks passwords, both for the login page and the HTTP API, no faster than the throttle allows.
 */
@Component
class ThrottledAuthenticationProvider implements AuthenticationProvider {

  private final DaoAuthenticationProvider passwords;
  private final LoginThrottle throttle;
  private final KnownDevice devices;

  ThrottledAuthenticationProvider(
      AccountSearch accounts,
      PasswordEncoder encoder,
      LoginThrottle throttle,
      KnownDevice devices) {
    this.passwords = new DaoAuthenticationProvider(new AccountDetailsService(accounts));
    this.passwords.setPasswordEncoder(encoder);
    this.throttle = throttle;
    this.devices = devices;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication request) {
    String address = address(request);
    try (LoginThrottle.Attempt attempt =
        throttle.begin(request.getName(), address, device(request.getName()))) {
      Authentication result = authenticate(request, attempt);
      throttle.remember(request.getName(), address);
      return result;
    }
  }

  private @Nullable Authentication authenticate(
      Authentication request, LoginThrottle.Attempt attempt) {
    try {
      Authentication result = passwords.authenticate(request);
      attempt.succeeded();
      return result;
    } catch (InternalAuthenticationServiceException notThePersonsFault) {
      attempt.succeeded();
      throw notThePersonsFault;
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private @Nullable String device(String login) {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? devices.find(request.getRequest(), login).orElse(null)
        : null;
  }

  private static String address(Authentication request) {
    return request.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "unknown";
  }
}
