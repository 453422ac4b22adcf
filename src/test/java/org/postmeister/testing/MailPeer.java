package org.postmeister.testing;

import java.util.List;
import org.postmeister.mailserver.MailServerSettings;

/**
 * A mail server that others wrote, as a peer for tests. It refuses {@code refused@example.org} for
 * good and {@code later@example.org} for now, and takes everybody else.
 */
public interface MailPeer extends AutoCloseable {

  String USER = "submitter";
  String PASSWORD = "peer test password";

  /** How to reach it. */
  MailServerSettings settings();

  /** Whether it takes internationalized addresses. */
  boolean takesUtf8();

  /** The messages that it has taken. */
  List<String> received();

  /** What it has logged. */
  String log();

  @Override
  void close();
}
