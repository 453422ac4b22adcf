package org.postmeister.audit.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.audit.AuditEntry;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.audit.AuditEvent;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** The audit trail in the words of whoever reads it. */
class AuditTextsTest extends ViewTest {

  @Autowired private Messages messages;
  @Autowired private Times times;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          en | senderAddress        | a@example.org        | Sender address | a@example.org
          de | senderAddress        | a@example.org        | E-Mail-Absender | a@example.org
          de | role                 | TENANT_ADMIN         | Rolle | Mandantadministrator
          en | encryption           | STARTTLS             | Encryption | STARTTLS
          de | encryption           | NONE                 | Verschlüsselung | Keine
          en | utf8Headers          | true                 | Server supports UTF-8 message headers (RFC 6532) | yes
          de | active               | false                | Aktiv | nein
          de | limits.perMinute     | 30                   | Nachrichten pro Minute | 30
          en | authentication.password | ***               | Password | (secret)
          de | displayName          | null                 | Anzeigename | (leer)
          en | license.validUntil   | 2027-01-31           | Licence valid until | January 31, 2027
          de | expiresAt            | 2027-01-31T10:00:00Z | Gültig bis | 31.01.2027, 10:00:00 UTC
          en | displayName          | 2027-99-99           | Display name | 2027-99-99
          en | role                 | OF_TOMORROW          | Role | OF_TOMORROW
          en | ofTomorrow           | x                    | ofTomorrow | x
          """)
  void readsLikeTheForms(String language, String field, String stored, String label, String value) {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(Locale.of(language));
    AuditTexts texts = new AuditTexts(messages, times);

    assertThat(texts.field(field)).isEqualTo(label);
    assertThat(texts.value(field, stored)).isEqualTo(value);
  }

  @Test
  void tellsOnHoverWhatIsStored() {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(Locale.GERMAN);
    AuditTexts texts = new AuditTexts(messages, times);
    AuditEntry entry =
        new AuditEntry(
            1,
            Instant.EPOCH,
            "sadmin",
            null,
            AuditEntry.Door.CONSOLE,
            AuditAction.ACCOUNT_CHANGED,
            "a@example.org",
            null,
            List.of(new AuditEvent.Change("role", "SYSTEM_ADMIN", "TENANT_ADMIN")));

    assertThat(texts.action(entry).getTitle()).contains("ACCOUNT_CHANGED");
    assertThat(texts.changes(entry).getChildren().findFirst().orElseThrow().getChildren())
        .extracting(part -> ((Span) part).getTitle().orElse(""))
        .containsExactly("role", "SYSTEM_ADMIN → TENANT_ADMIN");
  }
}
