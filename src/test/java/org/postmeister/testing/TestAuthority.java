package org.postmeister.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority made for a test run, with the JDK's keytool. */
public final class TestAuthority {

  private static final String PASSWORD = "for tests only";
  private static final Map<String, SSLContext> CONTEXTS = new ConcurrentHashMap<>();
  private static final Path DIRECTORY = directory();
  private static final Path TRUSTED = createAuthority();

  private TestAuthority() {}

  /** PEM file with the authority's certificate. */
  public static Path trusted() {
    return TRUSTED;
  }

  /** A server whose certificate is for localhost and valid. */
  public static SSLContext valid() {
    return server("valid", "dns:localhost,ip:127.0.0.1", "-1d", "30");
  }

  /**
   * Writes key and certificate of the valid server as one PEM file, as other programs want them.
   */
  public static Path pem(Path directory) throws IOException {
    valid();
    try (InputStream in = Files.newInputStream(Path.of(store("valid")))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      StringBuilder pem = new StringBuilder();
      append(
          pem,
          "PRIVATE KEY",
          encoder.encodeToString(store.getKey("valid", PASSWORD.toCharArray()).getEncoded()));
      for (Certificate certificate : store.getCertificateChain("valid")) {
        append(pem, "CERTIFICATE", encoder.encodeToString(certificate.getEncoded()));
      }
      return Files.writeString(directory.resolve("server.pem"), pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client that trusts the authority alone. */
  public static SSLContext trusting() {
    try (InputStream in = Files.newInputStream(TRUSTED)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(StringBuilder pem, String type, String content) {
    pem.append("-----BEGIN ").append(type).append("-----\n").append(content);
    pem.append("\n-----END ").append(type).append("-----\n");
  }

  /** A server whose certificate is for another host. */
  public static SSLContext forOtherHost() {
    return server("other", "dns:mail.example.org", "-1d", "30");
  }

  /** A server whose certificate has expired. */
  public static SSLContext expired() {
    return server("expired", "dns:localhost", "-10d", "5");
  }

  /** A server whose certificate is not valid yet. */
  public static SSLContext notYetValid() {
    return server("early", "dns:localhost", "+5d", "30");
  }

  /** A server that signed its certificate itself. */
  public static SSLContext selfSigned() {
    return CONTEXTS.computeIfAbsent(
        "self-signed",
        name -> {
          createKey(name, "-ext", "san=dns:localhost");
          return context(name);
        });
  }

  private static SSLContext server(String name, String hosts, String start, String days) {
    return CONTEXTS.computeIfAbsent(
        name,
        n -> {
          createKey(n);
          Path request = DIRECTORY.resolve(n + ".csr");
          Path certificate = DIRECTORY.resolve(n + ".pem");
          keytool("-certreq", "-alias", n, "-keystore", store(n), "-file", request.toString());
          keytool(
              "-gencert",
              "-alias",
              "ca",
              "-keystore",
              store("ca"),
              "-infile",
              request.toString(),
              "-outfile",
              certificate.toString(),
              "-rfc",
              "-startdate",
              start,
              "-validity",
              days,
              "-ext",
              "san=" + hosts);
          keytool(
              "-importcert",
              "-noprompt",
              "-alias",
              "ca",
              "-keystore",
              store(n),
              "-file",
              TRUSTED.toString());
          keytool(
              "-importcert", "-alias", n, "-keystore", store(n), "-file", certificate.toString());
          return context(n);
        });
  }

  private static Path createAuthority() {
    createKey("ca", "-ext", "bc:c");
    Path pem = DIRECTORY.resolve("authority.pem");
    keytool(
        "-exportcert", "-rfc", "-alias", "ca", "-keystore", store("ca"), "-file", pem.toString());
    return pem;
  }

  private static void createKey(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keystore",
                store(name),
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Test " + name,
                "-validity",
                "30"));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  private static String store(String name) {
    return DIRECTORY.resolve(name + ".p12").toString();
  }

  private static void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(String name) {
    try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("postmeister-certificates");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
