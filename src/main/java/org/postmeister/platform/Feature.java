package org.postmeister.platform;

/** A feature that only some platform versions have. The name is stable: the HTTP API reports it. */
public enum Feature {
  /** A checkbox instead of an authentication mode. */
  LOGIN_REQUIRED(VersionRange.before("7.3.0")),
  /** Message headers in UTF-8 (RFC 6532) and SMTPUTF8 (RFC 6531). */
  UTF8_HEADERS(VersionRange.from("7.1.0")),
  /** A choice of how to authenticate. */
  AUTHENTICATION_MODE(VersionRange.from("7.3.0")),
  /** Sending through Microsoft Graph. */
  MICROSOFT_GRAPH(VersionRange.from("7.3.0")),
  /** Deciding per tenant about the system mail server and the tenant's own server. */
  MAIL_POLICY(VersionRange.from("7.3.0")),
  /** SMTP with an OAuth 2.0 access token (XOAUTH2). */
  SMTP_OAUTH2(VersionRange.from("7.4.0")),
  /** SMTP with an access token of a Google service account. */
  GOOGLE_SERVICE_ACCOUNT(VersionRange.from("7.4.0"));

  private final VersionRange versions;

  Feature(VersionRange versions) {
    this.versions = versions;
  }

  /** The platform versions that have it. */
  public VersionRange versions() {
    return versions;
  }

  public boolean existsIn(PlatformVersion version) {
    return versions.contains(version);
  }
}
