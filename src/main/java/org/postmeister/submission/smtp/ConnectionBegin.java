package org.postmeister.submission.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.postmeister.common.IpAddresses;
import org.postmeister.submission.SubmissionNetworks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.internal.proxy.ProxyProtocolV2Handler;
import org.subethamail.smtp.server.Session;

/**
 * What comes before the greeting: who the client is, if a load balancer says so (PROXY protocol,
 * version 2), and TLS where connections begin with it.
 */
final class ConnectionBegin implements ProxyHandler {

  private static final Logger log = LoggerFactory.getLogger(ConnectionBegin.class);

  private static final ProxyResult TOO_MANY =
      new ProxyResult(421, "4.7.0 Too many connections from your address");

  private final SubmissionNetworks networks;
  private final TlsContext tls;
  private final SmtpClients clients;
  private final boolean beginsWithTls;

  ConnectionBegin(
      SubmissionNetworks networks, TlsContext tls, SmtpClients clients, boolean beginsWithTls) {
    this.networks = networks;
    this.clients = clients;
    this.tls = tls;
    this.beginsWithTls = beginsWithTls;
  }

  @Override
  public ProxyResult handle(InputStream before, OutputStream out, Session session)
      throws IOException {
    clients.begins(session);
    session.setSocket(new ReplySocket(session.getSocket(), reply -> clients.errs(session, reply)));
    InputStream in = session.getRawInput();
    try {
      String address = IpAddresses.text(session.getRealRemoteAddress().getAddress());
      boolean isProxy = networks.isProxy(address);
      ProxyResult client = isProxy ? readHeader(in, out, session) : ProxyResult.NOP;
      if (!client.isSuccess() || !beginsWithTls) {
        return client;
      }
      if (!client.isNOP()) {
        address = IpAddresses.text(client.getProxiedAddress().getAddress());
      }
      byte[] read = isProxy ? readAhead(in) : new byte[0];
      return clients.shakesHands(address, () -> TlsHandshake.over(session, tls.current(), read))
          ? client
          : TOO_MANY;
    } finally {
      clients.hasBegun(session);
    }
  }

  // What has been read from the connection together with the header.
  private static byte[] readAhead(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (in.available() > 0) {
      read.writeBytes(in.readNBytes(in.available()));
    }
    return read.toByteArray();
  }

  private static ProxyResult readHeader(InputStream in, OutputStream out, Session session)
      throws IOException {
    InputStream header = ProxyHeader.read(in).orElse(null);
    if (header == null) {
      log.info("A load balancer did not say who its client is");
      return ProxyResult.FAIL;
    }
    return ProxyProtocolV2Handler.INSTANCE.handle(header, out, session);
  }
}
