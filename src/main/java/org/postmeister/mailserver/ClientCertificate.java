package org.postmeister.mailserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CheckedValue;
import org.postmeister.secret.Secret;

/**
 * The certificate that an application registered in Microsoft Entra authenticates with. It is
 * public; the private key that belongs to it is a {@link Secret}.
 *
 * @param pem the one certificate (RFC 7468)
 */
public record ClientCertificate(String pem) implements CheckedValue {

  // Needed for each message.
  private static final Cache<String, Optional<X509Certificate>> PARSED =
      Caffeine.newBuilder().maximumSize(1000).build();

  /** A certificate with its private key, as Base64 of its PKCS #8 form (RFC 5958). */
  public record WithKey(ClientCertificate certificate, Secret key) {}

  static ClientCertificate of(X509Certificate certificate) throws CertificateException {
    return new ClientCertificate(Pem.certificate(certificate.getEncoded()));
  }

  /**
   * @throws IllegalStateException if it is not {@linkplain #isValid() valid}
   */
  public X509Certificate x509() {
    X509Certificate read = read();
    if (read == null) {
      throw new IllegalStateException("A stored certificate cannot be read");
    }
    return read;
  }

  @Override
  public boolean isValid() {
    return read() != null;
  }

  /** SHA-1 in hexadecimal, as Microsoft shows it; empty if it cannot be read. */
  public String thumbprint() {
    X509Certificate read = read();
    try {
      return read == null
          ? ""
          : HexFormat.of()
              .withUpperCase()
              .formatHex(MessageDigest.getInstance("SHA-1").digest(read.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  /** The last day in UTC on which it is valid; null if it cannot be read. */
  public @Nullable LocalDate lastDay() {
    X509Certificate read = read();
    return read == null
        ? null
        : read.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Only the thumbprint, which people compare. */
  @Override
  public String toString() {
    return thumbprint();
  }

  private @Nullable X509Certificate read() {
    return PARSED.get(pem, ClientCertificate::parse).orElse(null);
  }

  private static Optional<X509Certificate> parse(String pem) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    } catch (CertificateException notReadable) {
      return Optional.empty();
    }
  }
}
