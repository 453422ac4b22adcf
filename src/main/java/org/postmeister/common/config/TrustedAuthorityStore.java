package org.postmeister.common.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The certificate authorities that are trusted: the JVM's, and those named by
 * POSTMEISTER_TRUSTED_CERTIFICATES.
 */
@Component
public class TrustedAuthorityStore {

  private final X509ExtendedTrustManager trustManager;

  public TrustedAuthorityStore(@Value("${postmeister.trusted-certificates:}") String file) {
    this.trustManager = file.isBlank() ? jvmTrust() : extendedTrust(Path.of(file));
  }

  /** Validates chains against all of them, and the server's name if the socket asks for it. */
  public X509ExtendedTrustManager trustManager() {
    return trustManager;
  }

  /** A TLS context for servers whose certificates are issued by them. */
  public SSLContext tls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no TLS", e);
    }
  }

  /** The same with additional authorities. */
  public X509ExtendedTrustManager trustManagerWith(List<X509Certificate> further) {
    try {
      return trustIn(storeOf(trustManager, further));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Certificates that could be read cannot be trusted", e);
    }
  }

  private static X509ExtendedTrustManager jvmTrust() {
    try {
      return trustIn(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no trusted authorities", e);
    }
  }

  private static X509ExtendedTrustManager extendedTrust(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> further =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (further.isEmpty()) {
        throw new GeneralSecurityException("no certificate in it");
      }
      return trustIn(storeOf(jvmTrust(), further));
    } catch (IOException | GeneralSecurityException e) {
      throw new StartupException(
          "The trusted certificates in " + file + " cannot be read (" + e + ").",
          "Correct POSTMEISTER_TRUSTED_CERTIFICATES: it names a PEM file with at least one"
              + " certificate.",
          e);
    }
  }

  private static KeyStore storeOf(
      X509ExtendedTrustManager trusted, Collection<? extends Certificate> further)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate authority : trusted.getAcceptedIssuers()) {
      store.setCertificateEntry("trusted-" + number++, authority);
    }
    for (Certificate authority : further) {
      store.setCertificateEntry("further-" + number++, authority);
    }
    return store;
  }

  private static X509ExtendedTrustManager trustIn(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }
}
