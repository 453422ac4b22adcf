package org.postmeister.security;

import java.util.Optional;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is asking. */
@Component
public class CurrentUser {

  /** Who is signed in, if anybody is. */
  public Optional<SignedInUser> find() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(authentication ->
            authentication.getPrincipal() instanceof SignedInUser user ? user : null);
  }

  SignedInUser get() {
    return find()
        .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("Nobody is signed in"));
  }
}
