package org.postmeister.submission.smtp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.IpAddresses;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.SubmissionProperties;
import org.postmeister.submission.Submitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** All connected clients: how many there may be, and how slow. */
@Component
class SmtpClients implements SessionHandler {

  private static final Logger log = LoggerFactory.getLogger(SmtpClients.class);

  private static final Duration LONGEST_BEGIN = Duration.ofSeconds(30);

  // Replies are short: what is kept in the kernel for a client that reads none of them.
  private static final int SEND_BUFFER_OCTETS = 16 * 1024;

  private final SubmissionProperties properties;
  private final SubmissionMetrics metrics;
  private final Map<Session, SmtpClient> clients = new ConcurrentHashMap<>();
  private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
  private final Map<MailOwner, Integer> perOwner = new ConcurrentHashMap<>();
  // What comes before the greeting, which the library does not know of: until when it may take.
  private final Map<Session, Long> beginning = new ConcurrentHashMap<>();
  private final Map<String, Integer> handshakes = new ConcurrentHashMap<>();
  // Below TLS, which waits for a client that reads nothing when it is closed. Nobody is told of the
  // end of a session that was not accepted.
  private final Map<Session, Socket> sockets = Collections.synchronizedMap(new WeakHashMap<>());

  SmtpClients(SubmissionProperties properties, SubmissionMetrics metrics) {
    this.properties = properties;
    this.metrics = metrics;
    metrics.connections(this::count);
  }

  SmtpClient of(Session session) {
    return Objects.requireNonNull(clients.get(session), "It has not been accepted");
  }

  private static SmtpClient create(Session session) {
    return new SmtpClient(session, IpAddresses.text(session.getRemoteAddress().getAddress()));
  }

  int count() {
    return clients.size();
  }

  /** A connection has been made, and has this long until it is greeted. */
  void begins(Session session) throws IOException {
    session.getSocket().setSendBufferSize(SEND_BUFFER_OCTETS);
    Duration most =
        properties.commandTimeout().compareTo(LONGEST_BEGIN) < 0
            ? properties.commandTimeout()
            : LONGEST_BEGIN;
    sockets.put(session, session.getSocket());
    beginning.put(session, System.nanoTime() + most.toNanos());
  }

  void hasBegun(Session session) {
    beginning.remove(session);
  }

  /**
   * Runs a TLS handshake, unless there are as many with that address as may be.
   *
   * @return whether it was run
   */
  boolean shakesHands(String address, Handshake handshake) throws IOException {
    if (!take(handshakes, address, properties.connectionsPerAddress())) {
      metrics.refused("connections");
      return false;
    }
    try {
      handshake.run();
    } finally {
      give(handshakes, address);
    }
    return true;
  }

  /** A TLS handshake. */
  interface Handshake {
    void run() throws IOException;
  }

  @Override
  public SessionAcceptance accept(Session session) {
    SmtpClient client = create(session);
    if (clients.size() >= properties.connections()) {
      metrics.refused("connections");
      return SessionAcceptance.failure(421, "4.3.2 Too many connections, please try again later");
    }
    if (!take(perAddress, client.address(), properties.connectionsPerAddress())) {
      metrics.refused("connections");
      return SessionAcceptance.failure(421, "4.7.0 Too many connections from " + client.address());
    }
    client.may(properties.commandTimeout());
    clients.put(session, client);
    return SessionAcceptance.success();
  }

  /** Somebody has signed in, and counts with all clients of the same tenant. */
  void signsIn(SmtpClient client, Submitter submitter) throws SmtpRefusedException {
    MailOwner owner = submitter.owner();
    if (!take(perOwner, owner, properties.connectionsPerTenant())) {
      metrics.refused("connections");
      throw new SmtpRefusedException(421, "4.7.0", "Too many connections of this tenant.");
    }
    client.signsIn(submitter, () -> give(perOwner, owner));
  }

  /**
   * A command was refused.
   *
   * @param reply status and enhanced status
   * @throws SmtpRefusedException if there were too many
   */
  void errs(Session session, String reply) throws SmtpRefusedException {
    metrics.refused(reply);
    of(session).errs();
  }

  @Override
  public void onSessionEnd(Session session) {
    sockets.remove(session);
    SmtpClient client = clients.remove(session);
    if (client != null) {
      client.close();
      give(perAddress, client.address());
    }
  }

  private static <K> boolean take(Map<K, Integer> counts, K key, int most) {
    boolean[] taken = {false};
    counts.compute(
        key,
        (_, count) -> {
          int now = count == null ? 0 : count;
          taken[0] = now < most;
          return taken[0] ? Integer.valueOf(now + 1) : count;
        });
    return taken[0];
  }

  private static <K> void give(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  /** Closes the connections of those that are too slow. */
  void closeSlow() {
    for (SmtpClient client : clients.values()) {
      if (client.isTooSlow()) {
        close(client.session());
      }
    }
    long now = System.nanoTime();
    beginning.forEach((session, until) -> {
      if (now - until > 0) {
        close(session);
      }
    });
  }

  private void close(Session session) {
    metrics.refused("timeout");
    cut(session);
  }

  /** Closes all connections, whatever their clients are doing. */
  void closeAll() {
    Set<Session> all;
    synchronized (sockets) {
      all = Set.copyOf(sockets.keySet());
    }
    all.forEach(this::cut);
  }

  private void cut(Session session) {
    Socket socket = sockets.get(session);
    if (socket == null) {
      return;
    }
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      log.debug("A connection could not be closed", e);
    }
  }
}
