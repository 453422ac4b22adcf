package org.postmeister.testing;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The packaged jar that takes messages over SMTP, with a tenant that may send, and a mail server
 * for what is sent.
 */
public final class PackagedSubmission implements AutoCloseable {

  /** Who signs in. */
  public static final String TENANT = "acme";

  /** Whom all messages have to be from. */
  public static final String SENDER = "noreply@example.com";

  private final PackagedApplication application;
  private final int port;
  private final int tlsPort;
  private final String token;

  private PackagedSubmission(PackagedApplication application, int port, int tlsPort) {
    this.application = application;
    this.port = port;
    this.tlsPort = tlsPort;
    application.api("POST", "/tenants", "{\"name\": \"" + TENANT + "\"}");
    this.token =
        JsonPath.read(application.api("POST", "/api-tokens", "{\"name\": \"t\"}"), "$.token");
  }

  /**
   * Starts it and waits until it can serve.
   *
   * @param data its directory, with the certificate, too
   * @param mailServer port of the server that messages go to
   * @param environment more variables
   */
  public static PackagedSubmission start(Path data, int mailServer, Map<String, String> environment)
      throws IOException {
    int port = PackagedApplication.freePort();
    int tlsPort = PackagedApplication.freePort();
    Map<String, String> all = new HashMap<>(environment(data, port, tlsPort));
    all.putAll(environment);
    PackagedSubmission started =
        new PackagedSubmission(PackagedApplication.start(data, all), port, tlsPort);
    started.application.api(
        "PUT",
        "/system/mail-server",
        """
        {"enabled": true, "host": "localhost", "port": %d, "encryption": "NONE",
         "senderAddress": "%s", "utf8Headers": true, "authentication": {"mode": "NONE"}}
        """
            .formatted(mailServer, SENDER));
    return started;
  }

  /** What it needs to listen, with a certificate of the {@link TestAuthority}. */
  public static Map<String, String> environment(Path data, int port, int tlsPort)
      throws IOException {
    String pem = TestAuthority.pem(data).toString();
    return Map.of(
        "POSTMEISTER_SUBMISSION_PORT",
        Integer.toString(port),
        "POSTMEISTER_SUBMISSION_TLS_PORT",
        Integer.toString(tlsPort),
        "POSTMEISTER_SUBMISSION_ADDRESS",
        "127.0.0.1",
        "POSTMEISTER_SUBMISSION_HOST_NAME",
        "localhost",
        "POSTMEISTER_SUBMISSION_CERTIFICATE",
        pem,
        "POSTMEISTER_SUBMISSION_PRIVATE_KEY",
        pem);
  }

  public PackagedApplication application() {
    return application;
  }

  /** Where connections begin without TLS. */
  public int port() {
    return port;
  }

  /** Where connections begin with TLS. */
  public int tlsPort() {
    return tlsPort;
  }

  /** The password of {@link #TENANT}. */
  public String token() {
    return token;
  }

  @Override
  public void close() {
    application.close();
  }
}
