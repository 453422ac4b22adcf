package org.postmeister.security;

import java.util.Optional;
import org.postmeister.common.storage.StoredEnum;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The caller. */
@Component
public class CurrentUser {

  private final CurrentRights rights;

  CurrentUser(CurrentRights rights) {
    this.rights = rights;
  }

  /** How a caller reaches Postmeister. */
  public enum Channel {
    /** A user in the console. */
    CONSOLE,
    /** A user's login, over the HTTP API. */
    API,
    /** A program's token, over the HTTP API. */
    TOKEN;

    /** Reads a stored channel; an unknown one counts as the least trusted. */
    public static Channel stored(String name) {
      return StoredEnum.of(Channel.class, name, TOKEN);
    }
  }

  /** How the caller reached Postmeister; the least trusted channel if there is no caller. */
  public Channel channel() {
    SignedInUser user = find().orElse(null);
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (user == null || authentication == null || user.isToken()) {
      return Channel.TOKEN;
    }
    return authentication.getDetails() instanceof RequestDetails details && !details.isApi()
        ? Channel.CONSOLE
        : Channel.API;
  }

  /** The signed-in user, if any, with current rights. */
  public Optional<SignedInUser> find() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(authentication ->
            authentication.getPrincipal() instanceof SignedInUser user ? user : null)
        .flatMap(rights::now);
  }

  public SignedInUser get() {
    return find()
        .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("Nobody is signed in"));
  }
}
