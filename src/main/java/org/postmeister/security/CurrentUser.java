package org.postmeister.security;

import java.util.Optional;
import org.postmeister.common.StoredEnum;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is asking. */
@Component
public class CurrentUser {

  private final CurrentRights rights;

  CurrentUser(CurrentRights rights) {
    this.rights = rights;
  }

  /** By which way somebody asks for something. */
  public enum Channel {
    /** A person, in the console. */
    CONSOLE,
    /** A person's login, over the HTTP API. */
    API,
    /** A program's token, over the HTTP API. */
    TOKEN;

    /** Reads what is stored; what is not known is the least trusted. */
    public static Channel stored(String name) {
      return StoredEnum.of(Channel.class, name, TOKEN);
    }
  }

  /** By which way who is signed in has come; of nobody, as far from a person as can be. */
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

  /** Who is signed in, if anybody is, with the rights of this moment. */
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
