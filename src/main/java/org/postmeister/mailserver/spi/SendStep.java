package org.postmeister.mailserver.spi;

/** The steps of a test mail; a transport runs those that are its own, in its own order. */
public enum SendStep {
  /** The host's addresses are looked up. */
  RESOLVE,
  /** A TCP connection is made; a server that speaks first has greeted. */
  CONNECT,
  /** The connection is encrypted and the server's certificate checked. */
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
  /** The application's permissions are looked at. */
  PERMISSIONS,
  /** The message is handed over by Microsoft Graph. */
  SEND
}
