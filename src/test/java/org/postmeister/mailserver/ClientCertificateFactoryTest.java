package org.postmeister.mailserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.InvalidValueException;

/** Certificates of applications, as they are made, and as people bring them. */
class ClientCertificateFactoryTest {

  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  private final ClientCertificateFactory certificates =
      new ClientCertificateFactory(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void makesOneForTwoYearsWhoseKeyBelongsToIt() throws Exception {
    ClientCertificate.WithKey made = certificates.generate();

    X509Certificate certificate = made.certificate().x509();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(NOW));
    assertThat(made.certificate().lastDay()).isEqualTo(LocalDate.of(2028, 11, 28));
    assertThat(made.certificate().thumbprint()).matches("[0-9A-F]{40}");
    assertThat(made.certificate().pem()).doesNotContain("PRIVATE");
    assertBelongs(made);
    assertThat(made.toString()).doesNotContain(made.key().reveal());
    assertThat(certificates.generate().certificate()).isNotEqualTo(made.certificate());
  }

  @Test
  void readsPem() throws Exception {
    KeyPair pair = pair("RSA", 2048);
    X509Certificate certificate = certificate(pair, Duration.ofDays(365));

    for (String password : new String[] {null, "open sesame"}) {
      ClientCertificate.WithKey read =
          certificates.ofPem(
              "Bag Attributes\n" + pem(pair.getPrivate(), password) + pem(certificate, null),
              password);

      assertThat(read.certificate().x509()).isEqualTo(certificate);
      assertBelongs(read);
    }
  }

  @Test
  void readsPfx() throws Exception {
    KeyPair pair = pair("RSA", 2048);
    X509Certificate certificate = certificate(pair, Duration.ofDays(365));

    ClientCertificate.WithKey read =
        certificates.ofPfx(pfx(pair.getPrivate(), certificate, "open sesame"), "open sesame");

    assertThat(read.certificate().x509()).isEqualTo(certificate);
    assertBelongs(read);
  }

  @Test
  void readsOneThatWasMadeHereAgain() {
    ClientCertificate.WithKey made = certificates.generate();

    assertThat(certificates.withoutKey(made.certificate().pem())).isEqualTo(made.certificate());
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    KeyPair pair = pair("RSA", 2048);
    KeyPair other = pair("RSA", 2048);
    KeyPair small = pair("RSA", 1024);
    KeyPair elliptic = pair("EC", 256);
    X509Certificate certificate = certificate(pair, Duration.ofDays(365));
    String key = pem(pair.getPrivate(), null);

    assertRefused("without_key", pem(certificate, null), null);
    assertRefused("without_certificate", key, null);
    assertRefused("other_key", key + pem(certificate(other, Duration.ofDays(1)), null), null);
    assertRefused("expired", key + pem(certificate(pair, Duration.ofDays(-1)), null), null);
    assertRefused(
        "not_rsa",
        pem(small.getPrivate(), null) + pem(certificate(small, Duration.ofDays(1)), null),
        null);
    assertRefused("not_rsa", pem(elliptic.getPrivate(), null) + pem(certificate, null), null);
    String encrypted = pem(pair.getPrivate(), "open sesame") + pem(certificate, null);
    assertRefused("wrong_password", encrypted, "sesame, open");
    assertRefused("wrong_password", encrypted, null);
    assertRefused("too_long", "x".repeat(50_001), null);
    byte[] pfx = pfx(pair.getPrivate(), certificate, "open sesame");
    assertThatThrownBy(() -> certificates.ofPfx(pfx, "sesame, open"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("wrong_password");
    assertThatThrownBy(() -> certificates.ofPfx(new byte[] {1, 2, 3}, null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("unreadable");
  }

  @Test
  void looksOnlySoLongForWhatIsNotThere() {
    for (String odd :
        new String[] {"-".repeat(50_000), "-----BEGIN ".repeat(4_000), "\n".repeat(50_000)}) {
      assertThatThrownBy(() -> certificates.withoutKey(odd))
          .isInstanceOf(InvalidValueException.class);
      assertThatThrownBy(() -> certificates.ofPem(odd, "x"))
          .isInstanceOf(InvalidValueException.class);
    }
    assertThatThrownBy(() -> certificates.withoutKey("-".repeat(5_000_000)))
        .hasMessageContaining("too_long");
  }

  @ParameterizedTest
  @CsvSource({"''", "nonsense", "-----BEGIN CERTIFICATE-----"})
  void refusesNonsense(String text) {
    assertThatThrownBy(() -> certificates.ofPem(text, null))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> certificates.withoutKey(text))
        .isInstanceOf(InvalidValueException.class);
  }

  private void assertRefused(String code, String pem, @Nullable String password) {
    assertThatThrownBy(() -> certificates.ofPem(pem, password))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(code);
  }

  private static void assertBelongs(ClientCertificate.WithKey read) throws Exception {
    byte[] text = {1, 2, 3};
    Signature signing = Signature.getInstance("SHA256withRSA");
    signing.initSign(
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(read.key().reveal()))));
    signing.update(text);
    Signature verifying = Signature.getInstance("SHA256withRSA");
    verifying.initVerify(read.certificate().x509().getPublicKey());
    verifying.update(text);
    assertThat(verifying.verify(signing.sign())).isTrue();
  }

  private static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(KeyPair pair, Duration left) throws Exception {
    X500Principal name = new X500Principal("CN=Some application");
    String algorithm =
        pair.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(NOW.minus(Duration.ofDays(100))),
                    Date.from(NOW.plus(left)),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
  }

  private static String pem(Object value, @Nullable String password) throws Exception {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      if (value instanceof PrivateKey key) {
        writer.writeObject(
            new JcaPKCS8Generator(
                key,
                password == null
                    ? null
                    : new JceOpenSSLPKCS8EncryptorBuilder(
                            org.bouncycastle.openssl.PKCS8Generator.AES_256_CBC)
                        .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                        .setPassword(password.toCharArray())
                        .build()));
      } else {
        writer.writeObject(value);
      }
    }
    return text.toString();
  }

  private static byte[] pfx(PrivateKey key, X509Certificate certificate, String password)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("1", key, password.toCharArray(), new X509Certificate[] {certificate});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return out.toByteArray();
  }
}
