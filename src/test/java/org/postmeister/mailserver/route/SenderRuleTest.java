package org.postmeister.mailserver.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;

/** Who may send as whom, as a table. */
class SenderRuleTest {

  private static final MailOwner TENANT = MailOwner.of(new TenantId(UUID.randomUUID()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # whose | its sender         | it allows            | the tenant's policy | from                | allowed
          system  | noreply@sys.test   |                      |                     | noreply@sys.test    | true
          system  | noreply@sys.test   |                      |                     | NoReply@SYS.test    | true
          system  | noreply@sys.test   |                      |                     | other@sys.test      | false
          system  | noreply@sys.test   | other@sys.test       |                     | other@sys.test      | true
          system  | noreply@sys.test   | *@sys.test           |                     | other@sys.test      | true
          system  | noreply@sys.test   | *@sys.test           |                     | other@acme.test     | false
          system  | noreply@sys.test   |                      | *@acme.test         | other@acme.test     | true
          system  | noreply@sys.test   | *@sys.test           | *@acme.test         | other@acme.test     | true
          system  | noreply@sys.test   | *@sys.test           | *@acme.test         | other@sys.test      | true
          system  | noreply@sys.test   | *@sys.test           | *@acme.test         | other@other.test    | false
          tenant  | noreply@acme.test  |                      |                     | noreply@acme.test   | true
          tenant  | noreply@acme.test  | *@acme.test          |                     | other@acme.test     | true
          # What system administrators allow is for their own server.
          tenant  | noreply@acme.test  |                      | other@acme.test     | other@acme.test     | false
          tenant  | noreply@acme.test  | *@acme.test          | *@sys.test          | noreply@sys.test    | false
          # A sender is no pattern.
          system  | *@sys.test         |                      |                     | other@sys.test      | false
          system  | *@sys.test         |                      |                     | *@sys.test          | true
          system  |                    |                      |                     | other@sys.test      | false
          system  |                    | *@sys.test           |                     | other@sys.test      | true
          """)
  void saysWhomMailMayBeFrom(
      String server,
      @Nullable String sender,
      @Nullable String allowed,
      @Nullable String ofTenant,
      String from,
      boolean expected) {
    MailServerSettings settings =
        MailServerSettings.of(new Authentication.None())
            .with(MailServerField.SENDER_ADDRESS, sender == null ? null : EmailAddress.of(sender))
            .with(
                MailServerField.ALLOWED_SENDERS,
                allowed == null ? null : AllowedSenders.of(allowed));

    assertThat(
            SenderRule.isAllowed(
                server.equals("system") ? MailOwner.SYSTEM : TENANT,
                settings,
                ofTenant == null ? AllowedSenders.NONE : AllowedSenders.of(ofTenant),
                EmailAddress.of(from)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "       , REFUSE , REFUSE ",
    "       , REWRITE, REWRITE",
    "REFUSE , REWRITE, REFUSE ",
    "REWRITE, REFUSE , REWRITE",
  })
  void theServerSaysWhatBecomesOfOtherMailOrElseWhoSubmitsIt(
      @Nullable SenderPolicy ofServer, SenderPolicy usual, SenderPolicy expected) {
    MailServerSettings settings =
        MailServerSettings.of(new Authentication.None())
            .with(MailServerField.SENDER_POLICY, ofServer);

    assertThat(SenderRule.otherwise(settings, usual)).isEqualTo(expected);
  }
}
