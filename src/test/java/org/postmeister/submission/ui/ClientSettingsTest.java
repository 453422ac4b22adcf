package org.postmeister.submission.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.mailserver.Encryption;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;

/** Settings to copy are complete, and never less safe than the server. */
class ClientSettingsTest {

  private static ClientAccess access(Encryption encryption) {
    return new ClientAccess(
        "mail.example.com",
        new OpenPort(5871, encryption),
        "acme",
        "pmt_abc",
        "noreply@example.com",
        "https://console.example.com/api/v1/tenants/acme/messages");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"HTTP_API", "DEVICE"},
      mode = EnumSource.Mode.EXCLUDE)
  void nothingIsMissing(ClientKind kind) {
    for (Encryption encryption : Encryption.values()) {
      assertThat(ClientSettings.of(kind, access(encryption)))
          .contains("mail.example.com", "5871", "acme", "pmt_abc")
          .doesNotContainPattern("\\{[a-z]+}")
          .doesNotContain(ClientAccess.NO_TOKEN, ClientAccess.NO_SENDER);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SPRING_BOOT | STARTTLS | starttls.required=true
          SPRING_BOOT | TLS      | smtp.ssl.enable=true
          POSTFIX     | STARTTLS | smtp_tls_security_level = secure
          POSTFIX     | TLS      | smtp_tls_wrappermode = yes
          POSTFIX     | NONE     | smtp_sasl_security_options = noanonymous
          MSMTP       | STARTTLS | tls_starttls on
          MSMTP       | TLS      | tls_starttls off
          MSMTP       | NONE     | tls off
          PHP         | STARTTLS | ENCRYPTION_STARTTLS
          PHP         | TLS      | ENCRYPTION_SMTPS
          PHP         | NONE     | SMTPAutoTLS = false
          PYTHON      | STARTTLS | server.starttls(context=ssl.create_default_context())
          PYTHON      | TLS      | smtplib.SMTP_SSL("mail.example.com", 5871, context=tls)
          """)
  void tlsIsAsTheServerHasIt(ClientKind kind, Encryption encryption, String line) {
    assertThat(ClientSettings.of(kind, access(encryption))).contains(line);
  }

  @Test
  void springReadsWhatIsCopied() throws IOException {
    Properties read = new Properties();
    read.load(
        new StringReader(ClientSettings.of(ClientKind.SPRING_BOOT, access(Encryption.STARTTLS))));

    assertThat(read)
        .containsEntry("spring.mail.host", "mail.example.com")
        .containsEntry("spring.mail.port", "5871")
        .containsEntry("spring.mail.username", "acme")
        .containsEntry("spring.mail.password", "pmt_abc")
        .containsEntry("spring.mail.properties.mail.smtp.starttls.required", "true");
  }

  @Test
  void theHttpApiNeedsNoPort() {
    ClientAccess access = access(Encryption.TLS);
    ClientAccess off =
        new ClientAccess(
            access.host(), null, "acme", "pmt_abc", access.sender(), access.messagesUrl());

    assertThat(ClientSettings.of(ClientKind.HTTP_API, off))
        .contains("curl https://console.example.com/api/v1/tenants/acme/messages")
        .contains("Bearer pmt_abc");
  }
}
