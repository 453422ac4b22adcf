package org.postmeister.transport.smtp.socket;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides like the trust manager it delegates to, and records what was wrong with a certificate.
 */
public final class ServerTrust extends X509ExtendedTrustManager {

  /**
   * A certificate that was not accepted.
   *
   * @param code of the failure
   * @param certificate the server's own
   */
  public record Verdict(String code, X509Certificate certificate) {}

  private final X509ExtendedTrustManager authorities;
  private @Nullable Verdict verdict;

  public ServerTrust(X509ExtendedTrustManager authorities) {
    this.authorities = authorities;
  }

  @Nullable Verdict verdict() {
    return verdict;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
    try {
      authorities.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      // The chain alone was valid, so the name is wrong.
      verdict = new Verdict("certificate_wrong_name", chain[0]);
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      authorities.checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      verdict = new Verdict(code(e, chain), chain[0]);
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("Only sockets are used here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("There are no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }

  private static String code(CertificateException e, X509Certificate[] chain) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      Object reason = cause instanceof CertPathValidatorException path ? path.getReason() : null;
      if (reason == BasicReason.EXPIRED || cause instanceof CertificateExpiredException) {
        return "certificate_expired";
      }
      if (reason == BasicReason.NOT_YET_VALID || cause instanceof CertificateNotYetValidException) {
        return "certificate_not_yet_valid";
      }
    }
    boolean selfSigned =
        chain.length == 1
            && chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal());
    return selfSigned ? "certificate_self_signed" : "certificate_untrusted";
  }
}
