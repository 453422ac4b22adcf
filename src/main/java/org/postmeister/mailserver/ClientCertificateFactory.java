package org.postmeister.mailserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.spec.PBEParameterSpec;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.secret.Secret;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.stereotype.Component;

/** Creates and reads certificates for applications, each with its private key. */
@Component
public class ClientCertificateFactory {

  private static final String TYPE = "client_certificate";
  private static final int BITS = 2048;
  private static final Duration LIFETIME = Duration.ofDays(730);
  // Clocks differ: a certificate must be valid at once, elsewhere too.
  private static final Duration SLACK = Duration.ofHours(1);
  private static final int MOST_OCTETS = 50_000;
  // As many as the JDK allows in a PKCS #12 file.
  private static final int MOST_ITERATIONS = 5_000_000;

  private final Clock clock;

  public ClientCertificateFactory(Clock clock) {
    this.clock = clock;
  }

  /** A new key pair; its certificate is self-signed and valid for two years. */
  public ClientCertificate.WithKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      Instant now = clock.instant();
      HeldCertificate held =
          new HeldCertificate.Builder()
              .keyPair(pair)
              .commonName("Postmeister")
              .serialNumber(new BigInteger(120, new SecureRandom()))
              .validityInterval(now.minus(SLACK).toEpochMilli(), now.plus(LIFETIME).toEpochMilli())
              .build();
      return withKey(held.certificate(), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM cannot create certificates", e);
    }
  }

  /**
   * Reads a certificate and its private key, in any order, as PEM (RFC 7468).
   *
   * @param password of the key, null if it is not encrypted
   * @throws InvalidValueException if one of them is missing, cannot be read, does not belong to the
   *     other, or is not one that Microsoft accepts
   */
  public ClientCertificate.WithKey ofPem(String pem, @Nullable String password) {
    String parts = parts(pem);
    if (!parts.contains("PRIVATE KEY-----")) {
      throw new InvalidValueException(TYPE, "without_key");
    }
    if (!parts.contains("BEGIN CERTIFICATE-----")) {
      throw new InvalidValueException(TYPE, "without_certificate");
    }
    PemContent content = PemContent.of(parts);
    PrivateKey key;
    List<X509Certificate> certificates;
    try {
      key = content.getPrivateKey(password);
      certificates = content.getCertificates();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InvalidValueException(
          TYPE, parts.contains("ENCRYPTED") ? "wrong_password" : "unreadable");
    }
    if (key == null) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
    return matching(certificates, key);
  }

  /**
   * Reads only a certificate, as PEM.
   *
   * @throws InvalidValueException if it is not one
   */
  public ClientCertificate withoutKey(String pem) {
    String parts = parts(pem);
    try {
      return ClientCertificate.of(PemContent.of(parts).getCertificates().getFirst());
    } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
  }

  /**
   * Reads a certificate and its private key from a PKCS #12 file, also called PFX.
   *
   * @param password of the file, null if it has none
   * @throws InvalidValueException as {@link #ofPem}
   */
  public ClientCertificate.WithKey ofPfx(byte[] file, @Nullable String password) {
    if (file.length > MOST_OCTETS) {
      throw new InvalidValueException(TYPE, "too_long");
    }
    char[] characters = password == null ? new char[0] : password.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(file), characters);
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, characters);
        Certificate[] chain = store.getCertificateChain(alias);
        if (key instanceof PrivateKey found) {
          if (chain == null) {
            throw new InvalidValueException(TYPE, "without_certificate");
          }
          return matching(Arrays.stream(chain).map(X509Certificate.class::cast).toList(), found);
        }
      }
      throw new InvalidValueException(TYPE, "without_key");
    } catch (IOException e) {
      // The JDK reports a wrong password like this, too.
      throw new InvalidValueException(
          TYPE, e.getCause() instanceof GeneralSecurityException ? "wrong_password" : "unreadable");
    } catch (GeneralSecurityException e) {
      throw new InvalidValueException(TYPE, "unreadable");
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** The parts of a PEM file, one after the other. */
  private static String parts(String pem) {
    if (pem.length() > MOST_OCTETS) {
      throw new InvalidValueException(TYPE, "too_long");
    }
    try {
      List<Pem.Block> blocks = Pem.read(pem);
      for (Pem.Block block : blocks) {
        if (block.type().equals("ENCRYPTED PRIVATE KEY")) {
          requireFewIterations(block.content());
        }
      }
      return Pem.write(blocks);
    } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
  }

  // The iteration count, chosen by the author of the file, decides how long it takes.
  private static void requireFewIterations(byte[] encrypted)
      throws IOException, GeneralSecurityException {
    AlgorithmParameters parameters = new EncryptedPrivateKeyInfo(encrypted).getAlgParameters();
    if (parameters == null
        || parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount()
            > MOST_ITERATIONS) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
  }

  private ClientCertificate.WithKey matching(List<X509Certificate> certificates, PrivateKey key) {
    if (!(key instanceof RSAPrivateKey rsa) || rsa.getModulus().bitLength() < BITS) {
      throw new InvalidValueException(TYPE, "not_rsa", BITS);
    }
    X509Certificate certificate =
        certificates.stream()
            .filter(each -> belongs(each, rsa))
            .findFirst()
            .orElseThrow(() -> new InvalidValueException(TYPE, "other_key"));
    if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw new InvalidValueException(TYPE, "expired");
    }
    try {
      return withKey(certificate, key);
    } catch (GeneralSecurityException e) {
      throw new InvalidValueException(TYPE, "unreadable");
    }
  }

  private static boolean belongs(X509Certificate certificate, RSAPrivateKey key) {
    return certificate.getPublicKey() instanceof RSAPublicKey rsa
        && rsa.getModulus().equals(key.getModulus());
  }

  private static ClientCertificate.WithKey withKey(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    return new ClientCertificate.WithKey(
        ClientCertificate.of(certificate),
        Secret.ofKey(Base64.getEncoder().encodeToString(key.getEncoded())));
  }
}
