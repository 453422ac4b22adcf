package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Username;

/**
 * How Postmeister authenticates to a mail server. Secrets are not part of it: they are stored and
 * passed separately. Null means not entered yet.
 */
public sealed interface Authentication {

  AuthenticationMode mode();

  /**
   * The field of the secret that belongs to it, as named in the HTTP API; null if there is none.
   */
  @Nullable String secretField();

  /** The user name for an SMTP server; null if there is none, or it is not entered yet. */
  default @Nullable Username username() {
    return null;
  }

  /** The application that requests access tokens from Microsoft; null if there is none. */
  default @Nullable AppRegistration registration() {
    return null;
  }

  /** The same without what does not affect who gets to see the secret. */
  default Authentication destination() {
    return this;
  }

  /** No authentication. */
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

  /** By user name and password (SMTP AUTH, RFC 4954). */
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

  /** As an application registered in Microsoft Entra, to Microsoft Graph. */
  record MicrosoftGraph(AppRegistration registration) implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.MICROSOFT_GRAPH;
    }

    @Override
    public String secretField() {
      return registration.secretField();
    }

    @Override
    public Authentication destination() {
      return new MicrosoftGraph(registration.destination());
    }
  }

  /**
   * As an application registered in Microsoft Entra, to an SMTP server (XOAUTH2).
   *
   * @param username the mailbox to sign in to
   */
  record SmtpOauth2(@Nullable Username username, AppRegistration registration)
      implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.SMTP_OAUTH2;
    }

    @Override
    public String secretField() {
      return registration.secretField();
    }

    @Override
    public Authentication destination() {
      return new SmtpOauth2(username, registration.destination());
    }
  }

  /**
   * As a Google service account, to an SMTP server (XOAUTH2).
   *
   * @param user the user it acts for, by domain-wide delegation
   */
  record GoogleServiceAccount(@Nullable EmailAddress user) implements Authentication {

    @Override
    public AuthenticationMode mode() {
      return AuthenticationMode.GOOGLE_SERVICE_ACCOUNT;
    }

    @Override
    public String secretField() {
      return "key";
    }

    @Override
    public @Nullable Username username() {
      return user == null ? null : Username.stored(user.toString());
    }
  }
}
