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
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.InvalidValueException;

/**
 * Certificates of authorities that may have issued one mail server's certificate, in addition to
 * those that are trusted anyway.
 *
 * @param pem one after the other, without anything around them
 */
public record TrustedCertificates(String pem) implements CheckedValue {

  private static final String TYPE = "trusted_certificates";
  private static final int MOST_CHARACTERS = 100_000;
  private static final int MOST = 20;
  // Needed for each message.
  private static final Cache<TrustedCertificates, List<X509Certificate>> PARSED =
      Caffeine.newBuilder().maximumSize(1000).build();

  /**
   * Parses what a user pasted or uploaded: PEM (RFC 7468), with any text between the certificates.
   *
   * @throws InvalidValueException if it is something else, contains anything but certificates, or
   *     too many
   */
  public static TrustedCertificates of(String raw) {
    if (raw.length() > MOST_CHARACTERS) {
      throw new InvalidValueException(TYPE, "too_long");
    }
    List<Pem.Block> blocks = blocks(raw);
    if (blocks.isEmpty()) {
      throw new InvalidValueException(TYPE, "not_pem");
    }
    if (blocks.stream().anyMatch(block -> block.type().contains("PRIVATE KEY"))) {
      throw new InvalidValueException(TYPE, "contains_private_key");
    }
    if (blocks.size() > MOST) {
      throw new InvalidValueException(TYPE, "too_many", MOST);
    }
    TrustedCertificates read = new TrustedCertificates(Pem.write(blocks));
    if (!blocks.stream().allMatch(block -> block.type().equals(Pem.CERTIFICATE))
        || !read.isValid()) {
      throw new InvalidValueException(TYPE, "not_a_certificate");
    }
    return read;
  }

  /**
   * Reads one certificate in DER.
   *
   * @throws InvalidValueException if it is not one
   */
  public static TrustedCertificates ofDer(byte[] der) {
    return of(Pem.certificate(der));
  }

  /** Reads what is stored, whatever it is; see {@link CheckedValue}. */
  public static TrustedCertificates stored(String pem) {
    return new TrustedCertificates(pem);
  }

  /** In the order given; empty if they cannot be read. */
  public List<X509Certificate> certificates() {
    return PARSED.get(this, TrustedCertificates::parse);
  }

  private static List<X509Certificate> parse(TrustedCertificates unread) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(unread.pem.getBytes(StandardCharsets.US_ASCII)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException notReadable) {
      return List.of();
    }
  }

  @Override
  public boolean isValid() {
    return !certificates().isEmpty();
  }

  /** Their names and SHA-256 fingerprints, for the audit trail: names may be the same. */
  @Override
  public String toString() {
    return certificates().stream()
        .map(certificate ->
            certificate.getSubjectX500Principal().getName() + " " + fingerprint(certificate))
        .collect(Collectors.joining("; "));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  private static List<Pem.Block> blocks(String raw) {
    try {
      return Pem.read(raw);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(TYPE, "not_a_certificate");
    }
  }
}
