package org.postmeister.transport.smtp.socket;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.HostName;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Encrypts the connection to one host and records what was negotiated. */
public final class TlsHandshake {

  private final HostName host;
  private final ServerTrust trust;
  private final SSLSocketFactory sockets;
  private @Nullable SSLSocket socket;

  public TlsHandshake(HostName host, ServerTrust trust) {
    this.host = host;
    this.trust = trust;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      this.sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no TLS", e);
    }
  }

  /** Starts the handshake at once. The result is closed with the connection below it. */
  SSLSocket shake(Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket) sockets.createSocket(plain, host.ascii(), plain.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    // Name matching as for LDAPS and SMTP: wildcards for one label only, subject alternative names
    // first.
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    secured.setSSLParameters(parameters);
    socket = secured;
    secured.startHandshake();
    return secured;
  }

  /** What the trust manager found wrong, null if it found nothing. */
  public ServerTrust.@Nullable Verdict verdict() {
    return trust.verdict();
  }

  /** Protocol, cipher, and the server's certificate, in words. */
  public MessageSourceResolvable describe() {
    if (socket == null) {
      throw new IllegalStateException("There was no handshake");
    }
    SSLSession session = socket.getSession();
    try {
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      return new DefaultMessageSourceResolvable(
          new String[] {"check.tls"},
          new Object[] {
            session.getProtocol(),
            session.getCipherSuite(),
            CertificateNames.subjectOf(certificate),
            certificate.getNotAfter()
          });
    } catch (SSLPeerUnverifiedException e) {
      throw new IllegalStateException("The server was not verified", e);
    }
  }
}
