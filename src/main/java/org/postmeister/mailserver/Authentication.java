package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.Username;

/**
 * How Postmeister identifies itself to a mail server. Secrets are not part of it: they are stored,
 * and handed over, apart. What is null is not entered yet.
 */
public sealed interface Authentication {

  AuthenticationMode mode();

  /**
   * The field of the secret that belongs to it, as the HTTP API names it; null if there is none.
   */
  @Nullable String secretField();

  /** Not at all. */
  record None() implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.NONE;
    }

    @Override
    public @Nullable String secretField() {
      return null;
    }
  }

  /** By name and password (SMTP AUTH, RFC 4954). */
  record UsernamePassword(@Nullable Username username) implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.USERNAME_PASSWORD;
    }

    @Override
    public String secretField() {
      return "password";
    }
  }

  /** As an application registered in Microsoft Entra, with a client secret. */
  record MicrosoftGraph(@Nullable DirectoryId directoryId, @Nullable ApplicationId applicationId)
      implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.MICROSOFT_GRAPH;
    }

    @Override
    public String secretField() {
      return "clientSecret";
    }
  }
}
