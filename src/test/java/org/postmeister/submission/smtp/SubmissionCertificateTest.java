package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postmeister.submission.SubmissionProperties;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestAuthority;
import org.springframework.beans.factory.annotation.Autowired;

/** A new certificate is used without a restart, and without ending anything. */
@PostmeisterTest
class SubmissionCertificateTest extends SubmissionTestCase {

  @Autowired private SubmissionProperties properties;

  @AfterEach
  void putTheCertificateBack() throws IOException {
    TestAuthority.pem(directory());
    awaitCertificate("CN=Test valid");
  }

  @Test
  void aRenewedCertificateIsForTheNextConnection() throws IOException {
    try (RawSmtpClient before = signedIn()) {
      assertThat(before.certificate()).isEqualTo("CN=Test valid");
      TestAuthority.renewedPem(directory());
      awaitCertificate("CN=Test renewed");

      assertThat(before.ask("NOOP")).startsWith("250");
      before.ask("MAIL FROM:<noreply@example.com>");
      before.ask("RCPT TO:<a@example.org>");
      before.ask("DATA");
      before.send(MESSAGE);
      assertThat(before.read()).startsWith("250 2.0.0");
    }
    try (RawSmtpClient after = signedIn()) {
      assertThat(after.certificate()).isEqualTo("CN=Test renewed");
    }
  }

  private void awaitCertificate(String name) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          try (RawSmtpClient client = RawSmtpClient.tls(submission.ports().get(1))) {
            assertThat(client.certificate()).isEqualTo(name);
          }
        });
  }

  private Path directory() {
    return Path.of(properties.certificate()).getParent();
  }
}
