package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.withUtf8Headers;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PostmeisterTest;

/** Headers and addresses that need SMTPUTF8 (RFC 6531), and what is wrong with them. */
@PostmeisterTest
class SubmissionUtf8Test extends SubmissionTestCase {

  private String submit(String parameter, String recipient, String header) throws IOException {
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com>" + parameter);
      client.ask("RCPT TO:<" + recipient + ">");
      client.ask("DATA");
      client.send(header + "\r\nX-A: b\r\n\r\ntext\r\n.\r\n");
      return client.read();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Subject: Grüße            | a@example.org    | 550 5.6.9 | : Subject.
          X-Note: ä                 | jörg@example.org | 550 5.6.9 | : X-Note, RCPT TO.
          Subject: plain            | jörg@example.org | 550 5.6.7 | : RCPT TO.
          Reply-To: jörg@example.org| a@example.org    | 550 5.6.9 | : Reply-To.
          """)
  void namesWhatTheServerIsSetNotToSupport(
      String header, String recipient, String code, String named) throws IOException {
    assertThat(submit(" SMTPUTF8", recipient, header)).startsWith(code).contains(named);

    systemServer.save(draft(withUtf8Headers(settings()), null), null);
    assertThat(submit(" SMTPUTF8", recipient, header)).startsWith("250");
  }

  @ParameterizedTest
  @CsvSource({
    "From: jörg@example.com, From",
    "Reply-To: \"Jörg\" <jörg@example.com>, Reply-To",
    "'To: a@example.org,\r\n\tjörg@example.org', To"
  })
  void namesTheHeaderWhoseAddressNeedsTheParameter(String header, String name) throws IOException {
    systemServer.save(draft(withUtf8Headers(settings()), null), null);
    assertThat(submit("", "a@example.org", header))
        .startsWith("550 5.6.7 The header " + name + " ");
    assertThat(sent()).isEmpty();
  }

  /** Many programs do so; it goes on as it came. */
  @Test
  void textBeyondAsciiIsTakenWithoutTheParameter() throws IOException {
    assertThat(
            submit(
                "", "a@example.org", "Subject: Gr\u00fc\u00dfe\r\nTo: J\u00f6rg <a@example.org>"))
        .startsWith("250");
  }
}
