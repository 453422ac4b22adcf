package org.postmeister.submission.ui;

import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;

/**
 * What an application has to know in order to submit messages.
 *
 * @param host that it connects to for SMTP
 * @param port of it, null if submission over SMTP is off
 * @param user name that it signs in with: that of a tenant, or {@code system}
 * @param token an API token, or {@link #NO_TOKEN}
 * @param sender address that its mail may be from, or {@link #NO_SENDER}
 * @param messagesUrl of the HTTP API, null where it takes no messages
 */
record ClientAccess(
    String host,
    @Nullable OpenPort port,
    String user,
    String token,
    String sender,
    @Nullable String messagesUrl) {

  /** Stands where people have to write theirs. */
  static final String NO_TOKEN = "API_TOKEN";

  /** Stands where people have to write theirs. */
  static final String NO_SENDER = "sender@example.com";

  ClientAccess with(String otherToken) {
    return new ClientAccess(host, port, user, otherToken, sender, messagesUrl);
  }
}
