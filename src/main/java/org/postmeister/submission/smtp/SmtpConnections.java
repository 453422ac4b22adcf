package org.postmeister.submission.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.submission.SubmissionNetworks;
import org.postmeister.submission.SubmissionProperties;
import org.postmeister.submission.SubmissionService;
import org.springframework.stereotype.Component;

/** What all commands need to know. */
@Component
class SmtpConnections {

  private final SubmissionProperties properties;
  private final SubmissionNetworks networks;
  private final SubmissionService service;
  private final SmtpClients clients;
  private final SubmissionMetrics metrics;
  private final TlsContext tls;
  private final DeliveryProperties delivery;
  private final String hostName;

  SmtpConnections(
      SubmissionProperties properties,
      SubmissionNetworks networks,
      SubmissionService service,
      SmtpClients clients,
      SubmissionMetrics metrics,
      TlsContext tls,
      DeliveryProperties delivery) {
    this.properties = properties;
    this.networks = networks;
    this.service = service;
    this.clients = clients;
    this.metrics = metrics;
    this.tls = tls;
    this.delivery = delivery;
    this.hostName = properties.hostName() == null ? ownName() : properties.hostName();
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  SubmissionProperties properties() {
    return properties;
  }

  SubmissionService service() {
    return service;
  }

  SmtpClients clients() {
    return clients;
  }

  SubmissionMetrics metrics() {
    return metrics;
  }

  TlsContext tls() {
    return tls;
  }

  String hostName() {
    return hostName;
  }

  /** Octets that a message may have. */
  long mostOctets() {
    return delivery.maxMessageSize().toBytes();
  }

  int mostRecipients() {
    return delivery.maxRecipients();
  }

  /** Whether a client may sign in and send as it is connected. */
  boolean isSafe(SmtpClient client) {
    return client.hasTls() || networks.mayBePlain(client.address());
  }
}
