package org.postmeister.submission.smtp;

import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionNetworks;
import org.postmeister.submission.SubmissionProperties;
import org.postmeister.submission.SubmissionService;
import org.springframework.stereotype.Component;

/** What all commands share. */
@Component
class CommandContext {

  private final SubmissionProperties properties;
  private final SubmissionNetworks networks;
  private final SubmissionService service;
  private final SmtpClients clients;
  private final SubmissionMetrics metrics;
  private final TlsContext tls;
  private final DeliveryProperties delivery;
  private final SubmissionEndpoint endpoint;

  CommandContext(
      SubmissionProperties properties,
      SubmissionNetworks networks,
      SubmissionService service,
      SmtpClients clients,
      SubmissionMetrics metrics,
      TlsContext tls,
      DeliveryProperties delivery,
      SubmissionEndpoint endpoint) {
    this.properties = properties;
    this.networks = networks;
    this.service = service;
    this.clients = clients;
    this.metrics = metrics;
    this.tls = tls;
    this.delivery = delivery;
    this.endpoint = endpoint;
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

  SubmissionEndpoint endpoint() {
    return endpoint;
  }

  String hostName() {
    return endpoint.hostName();
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
