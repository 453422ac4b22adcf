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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.InvalidValueException;

/**
 * Certificates of authorities that one mail server's own certificate may come from, besides those
 * that are trusted anyway.
 *
 * @param pem one after the other, without anything around them
 */
public record TrustedCertificates(String pem) implements CheckedValue {

  private static final String TYPE = "trusted_certificates";
  private static final int MOST_CHARACTERS = 100_000;
  private static final int MOST = 20;
  // Asked for with each message.
  private static final Cache<TrustedCertificates, List<X509Certificate>> PARSED =
      Caffeine.newBuilder().maximumSize(1000).build();
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /**
   * Reads what a person pasted or uploaded: PEM (RFC 7468), with whatever text between the
   * certificates.
   *
   * @throws InvalidValueException if it is something else, holds anything but certificates, or too
   *     many
   */
  public static TrustedCertificates of(String raw) {
    if (raw.length() > MOST_CHARACTERS) {
      throw new InvalidValueException(TYPE, "too_long");
    }
    StringBuilder pem = new StringBuilder();
    Matcher blocks = BLOCK.matcher(raw);
    int count = 0;
    while (blocks.find()) {
      if (blocks.group(1).contains("PRIVATE KEY")) {
        throw new InvalidValueException(TYPE, "contains_private_key");
      }
      if (!blocks.group(1).equals("CERTIFICATE")) {
        throw new InvalidValueException(TYPE, "not_a_certificate");
      }
      pem.append(normalized(blocks.group(2)));
      count++;
    }
    if (count == 0) {
      throw new InvalidValueException(TYPE, "not_pem");
    }
    if (count > MOST) {
      throw new InvalidValueException(TYPE, "too_many", MOST);
    }
    TrustedCertificates read = new TrustedCertificates(pem.toString());
    if (!read.isValid()) {
      throw new InvalidValueException(TYPE, "not_a_certificate");
    }
    return read;
  }

  /**
   * Reads one certificate in DER.
   *
   * @throws InvalidValueException if it is none
   */
  public static TrustedCertificates ofDer(byte[] der) {
    return of(pem(der));
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

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String normalized(String base64) {
    try {
      return pem(Base64.getMimeDecoder().decode(base64.strip()));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(TYPE, "not_a_certificate");
    }
  }
}
