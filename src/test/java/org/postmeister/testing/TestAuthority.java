package org.postmeister.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for a test run. */
public final class TestAuthority {

  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final char[] PASSWORD = "for tests only".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final GeneralName LOCALHOST = new GeneralName(GeneralName.dNSName, "localhost");

  private static final KeyPair KEYS = keyPair();
  private static final X509Certificate CERTIFICATE = authority();
  private static final Path TRUSTED = writeAuthority();

  private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();

  private TestAuthority() {}

  /**
   * What a server shows and proves.
   *
   * @param chain its certificate, and the authority's if that has signed it
   */
  private record Server(KeyPair keys, X509Certificate[] chain, SSLContext context) {

    static Server of(KeyPair keys, X509Certificate... chain) {
      try {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", keys.getPrivate(), PASSWORD, chain);
        KeyManagerFactory managers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Server(keys, chain, context);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** PEM file with the authority's certificate. */
  public static Path trusted() {
    return TRUSTED;
  }

  /** A server whose certificate is for localhost and valid. */
  public static SSLContext valid() {
    return validServer().context();
  }

  private static Server validServer() {
    return server(
        "valid",
        Duration.ofDays(-1),
        LIFETIME,
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  /**
   * Writes key and certificate of the valid server as one PEM file, as other programs want them.
   */
  public static Path pem(Path directory) throws IOException {
    return pem(directory, validServer());
  }

  /** Writes another key and certificate for the same server into that file. */
  public static Path renewedPem(Path directory) throws IOException {
    return pem(
        directory,
        server(
            "renewed",
            Duration.ofDays(-1),
            LIFETIME,
            LOCALHOST,
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
  }

  private static Path pem(Path directory, Server server) throws IOException {
    return Files.writeString(
        directory.resolve("server.pem"),
        pem(new JcaPKCS8Generator(server.keys().getPrivate(), null))
            + pem((Object[]) server.chain()));
  }

  /** A client that trusts the authority alone. */
  public static SSLContext trusting() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("authority", CERTIFICATE);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server whose certificate is for another host. */
  public static SSLContext forOtherHost() {
    return server(
            "other",
            Duration.ofDays(-1),
            LIFETIME,
            new GeneralName(GeneralName.dNSName, "mail.example.org"))
        .context();
  }

  /** A server whose certificate has expired. */
  public static SSLContext expired() {
    return server("expired", Duration.ofDays(-10), Duration.ofDays(5), LOCALHOST).context();
  }

  /** A server whose certificate is not valid yet. */
  public static SSLContext notYetValid() {
    return server("early", Duration.ofDays(5), LIFETIME, LOCALHOST).context();
  }

  /** A server that signed its certificate itself. */
  public static SSLContext selfSigned() {
    return SERVERS
        .computeIfAbsent(
            "self-signed",
            name -> {
              KeyPair keys = keyPair();
              return Server.of(
                  keys,
                  certificate(
                      name,
                      keys,
                      name,
                      keys,
                      Duration.ZERO,
                      LIFETIME,
                      builder -> addNames(builder, LOCALHOST)));
            })
        .context();
  }

  private static Server server(
      String name, Duration start, Duration lifetime, GeneralName... names) {
    return SERVERS.computeIfAbsent(
        name,
        n -> {
          KeyPair keys = keyPair();
          return Server.of(
              keys,
              certificate(
                  n, keys, "ca", KEYS, start, lifetime, builder -> addNames(builder, names)),
              CERTIFICATE);
        });
  }

  private static X509Certificate authority() {
    return certificate(
        "ca",
        KEYS,
        "ca",
        KEYS,
        Duration.ZERO,
        LIFETIME,
        builder ->
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  private static void addNames(JcaX509v3CertificateBuilder builder, GeneralName... names)
      throws IOException {
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  /** Adds what a kind of certificate has and others do not. */
  private interface Extensions {
    void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
  }

  private static X509Certificate certificate(
      String name,
      KeyPair keys,
      String issuer,
      KeyPair signer,
      Duration start,
      Duration lifetime,
      Extensions extensions) {
    try {
      Instant begin = Instant.now().plus(start);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal("CN=Test " + issuer),
              new BigInteger(120, RANDOM),
              Date.from(begin),
              Date.from(begin.plus(lifetime)),
              new X500Principal("CN=Test " + name),
              keys.getPublic());
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(keys.getPublic()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(signer.getPublic()));
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path writeAuthority() {
    try {
      Path file = Files.createTempFile("postmeister-authority", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, pem(CERTIFICATE));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object... values) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object value : values) {
        writer.writeObject(value);
      }
    }
    return text.toString();
  }
}
