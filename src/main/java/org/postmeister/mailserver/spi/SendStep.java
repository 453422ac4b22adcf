package org.postmeister.mailserver.spi;

/** The steps of sending a mail; each transport runs its own, in its own order. */
public enum SendStep {
  /** The host's addresses are resolved. */
  RESOLVE,
  /** A TCP connection is opened; a server that speaks first has sent its greeting. */
  CONNECT,
  /** The connection is encrypted and the server's certificate validated. */
  TLS,
  /** Postmeister signs in. */
  AUTHENTICATE,
  /** The sender is accepted. */
  SENDER,
  /** The recipient is accepted. */
  RECIPIENT,
  /** The message is handed over. */
  DATA,
  /** An access token is fetched. */
  TOKEN,
  /** The application's permissions are checked. */
  PERMISSIONS,
  /** The message is submitted through Microsoft Graph. */
  SEND
}
