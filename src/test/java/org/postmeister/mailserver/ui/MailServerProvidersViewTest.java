package org.postmeister.mailserver.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.preset.MailServerPreset;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.testing.FakeGoogle;
import org.postmeister.testing.TestDns;
import org.postmeister.testing.TestMailServers;

/** What the form knows of providers' servers and of Microsoft's and Google's logins. */
class MailServerProvidersViewTest extends SystemMailServerViewTestCase {

  private static List<Details> guide() {
    return _find(Details.class).stream()
        .filter(details -> details.getSummaryText().equals("Where do I find these values?"))
        .toList();
  }

  @Test
  @SuppressWarnings("unchecked")
  void fillsInWhatAProviderHas() {
    open(SystemMailServerView.class);
    field("Messages per day").setValue("77");
    ComboBox<MailServerPreset> provider = _get(ComboBox.class, spec -> spec.withLabel("Provider"));

    provider.setValue(MailServerPreset.SENDGRID);
    ComponentUtil.fireEvent(
        provider, new ComponentValueChangeEvent<>(provider, provider, null, true));

    assertThat(mode().getValue()).isEqualTo(AuthenticationMode.USERNAME_PASSWORD);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.sendgrid.net");
    assertThat(field("Port").getValue()).isEqualTo("587");
    assertThat(field("User name").getValue()).isEqualTo("apikey");
    assertThat(visibleText()).contains("Password: an API key with the permission");
    provider.setValue(MailServerPreset.MICROSOFT_365_SMTP);
    ComponentUtil.fireEvent(
        provider, new ComponentValueChangeEvent<>(provider, provider, null, true));
    assertThat(mode().getValue()).isEqualTo(AuthenticationMode.SMTP_OAUTH2);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.office365.com");
    assertThat(field("Simultaneous connections").getValue()).isEqualTo("3");
    assertThat(field("User name").getValue()).describedAs("not SendGrid's").isEmpty();
    assertThat(field("Messages per day").getValue()).describedAs("stays").isEqualTo("77");
    choose(mode(), AuthenticationMode.GOOGLE_SERVICE_ACCOUNT);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.gmail.com");
    assertThat(provider.getValue()).isNull();
    assertThat(visibleText()).doesNotContain("Exchange Online accepts 30 messages");
  }

  @Test
  void knowsAProviderThatIsTyped() {
    open(SystemMailServerView.class);

    setFromClient(field("Mail server"), "mail.gmx.net");

    assertThat(visibleText()).contains("First allow access by POP3 and IMAP");
    assertThat(mode().getValue()).isEqualTo(AuthenticationMode.USERNAME_PASSWORD);
    assertThat(field("Port").getValue()).isEqualTo("587");
    setFromClient(field("Mail server"), "mail.example.com");
    assertThat(visibleText()).doesNotContain("First allow access by POP3 and IMAP");
  }

  @Test
  void findsTheServerOfTheSender() {
    TestDns.server().with("_submissions._tcp.found.example", "SRV", "0 1 465 smtp.found.example.");
    open(SystemMailServerView.class);
    click("Find my server");
    assertThat(field("Sender address").getErrorMessage()).startsWith("Please enter the sender");

    field("Sender address").setValue("noreply@found.example");
    click("Find my server");
    awaitText("The DNS of found.example names this server");
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.found.example");
    assertThat(field("Port").getValue()).isEqualTo("465");

    field("Sender address").setValue("noreply@nowhere.example");
    click("Find my server");
    awaitText("The DNS says nothing about the mail of nowhere.example");
    assertThat(field("Mail server").getValue())
        .describedAs("stays")
        .isEqualTo("smtp.found.example");
  }

  private static void awaitText(String text) {
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.clientRoundtrip(false);
          assertThat(visibleText()).contains(text);
        });
  }

  @Test
  void keepsAServiceAccountOfGoogles() {
    open(SystemMailServerView.class);
    tick("Use mail server", true);
    mode().setValue(AuthenticationMode.GOOGLE_SERVICE_ACCOUNT);
    field("Mail server").setValue("smtp.gmail.com");
    choose(Encryption.STARTTLS);
    field("Sender address").setValue("noreply@example.com");
    field("Mailbox").setValue("noreply@example.com");
    PasswordField key =
        _get(PasswordField.class, spec -> spec.withLabel("Key of the service account"));
    key.setValue("{}");
    click("Save");
    assertThat(key.getErrorMessage()).startsWith("This is not the key of a service account");
    assertThat(guide().getFirst().getElement().getTextRecursively())
        .contains("Domain-wide delegation");

    key.setValue(FakeGoogle.keyFileOfAnother());
    click("Save");

    MailServer saved = service.get();
    assertThat(saved.secretStored()).isTrue();
    assertThat(saved.settings().authentication())
        .isEqualTo(new Authentication.GoogleServiceAccount(EmailAddress.of("noreply@example.com")));
  }

  @Test
  void makesAKeyPairInPlaceOfAClientSecret() {
    open(SystemMailServerView.class);
    tick("Use mail server", true);
    mode().setValue(AuthenticationMode.MICROSOFT_GRAPH);
    field("Sender address").setValue("noreply@example.com");
    field("Directory ID (tenant)").setValue("11111111-2222-3333-4444-555555555555");
    field("Application ID (client)").setValue("66666666-7777-8888-9999-000000000000");
    credential().setValue(Credential.CERTIFICATE);
    assertThat(_find(PasswordField.class, spec -> spec.withLabel("Client secret"))).isEmpty();
    click("Save");
    CertificateField certificate = _get(CertificateField.class);
    assertThat(certificate.getErrorMessage()).startsWith("Please create a key pair");

    click("Create key pair");
    assertThat(certificate.getElement().getTextRecursively())
        .contains("Thumbprint", "Download certificate");
    click("Save");

    MailServer saved = service.get();
    assertThat(saved.secretStored()).isTrue();
    assertThat(saved.settings().authentication().registration().certificate())
        .isEqualTo(certificate.getValue());
    field("Sender name").setValue("Another");
    click("Save");
    assertThat(service.get().settings().senderName()).hasToString("Another");
    assertThat(service.get().settings().authentication())
        .isEqualTo(saved.settings().authentication());
  }

  @SuppressWarnings("unchecked")
  private static Select<Credential> credential() {
    return _get(Select.class, spec -> spec.withLabel("The application identifies itself with"));
  }

  @Test
  void explainsWhereEachValueOfMicrosoftsIsFound() {
    open(SystemMailServerView.class);
    assertThat(guide()).isEmpty();

    mode().setValue(AuthenticationMode.MICROSOFT_GRAPH);
    assertThat(guide().getFirst().getElement().getTextRecursively())
        .contains("App registrations", "Mail.Send", "Secret ID");
    mode().setValue(AuthenticationMode.SMTP_OAUTH2);
    assertThat(guide().getFirst().getElement().getTextRecursively())
        .contains("SMTP.SendAsApp", "New-ServicePrincipal");
  }

  @ParameterizedTest
  @CsvSource({"31, ", "30, 30 more days", "1, 1 more day", "0, only today", "-1, was valid until"})
  void warnsOfAClientSecretThatExpiresSoon(int days, @Nullable String warning) {
    LocalDate lastDay = LocalDate.now(clock).plusDays(days);
    service.save(TestMailServers.draft(TestMailServers.graphUntil(lastDay), "secret"), null);

    open(SystemMailServerView.class);

    if (warning == null) {
      assertThat(visibleText()).doesNotContain("The client secret ");
    } else {
      assertThat(visibleText()).contains("The client secret ", warning);
    }
  }

  @Test
  void offersWhatThePlatformsVersionHas() {
    platform.save(new PlatformSettings(PlatformVersion.of("7.3.0"), License.UNLIMITED), null);
    open(SystemMailServerView.class);
    assertThat(mode().getListDataView().getItems())
        .containsExactly(
            AuthenticationMode.NONE,
            AuthenticationMode.USERNAME_PASSWORD,
            AuthenticationMode.MICROSOFT_GRAPH);
    assertThat(visibleText())
        .contains("SMTP with OAuth 2.0 is available on platform versions >= 7.4.0");

    platform.save(new PlatformSettings(PlatformVersion.of("7.4.0"), License.UNLIMITED), null);
    open(PlatformView.class);
    open(SystemMailServerView.class);
    assertThat(mode().getListDataView().getItems()).containsExactly(AuthenticationMode.values());
  }

  @Test
  void suggestsTheServerOfExchangeOnlineAndThatOfItsCloud() {
    open(SystemMailServerView.class);
    choose(mode(), AuthenticationMode.SMTP_OAUTH2);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.office365.com");
    assertThat(field("Port").getValue()).isEqualTo("587");

    choose(cloud(), MicrosoftCloud.US_GOVERNMENT_L4);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.office365.us");

    field("Mail server").setValue("smtp.example.com");
    choose(cloud(), MicrosoftCloud.CHINA);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.example.com");
  }

  @SuppressWarnings("unchecked")
  private static Select<MicrosoftCloud> cloud() {
    return _get(Select.class, spec -> spec.withLabel("Cloud"));
  }

  @Test
  void saysWhyFieldsOfNewerVersionsAreAbsent() {
    platform.save(new PlatformSettings(PlatformVersion.of("7.0.0"), License.UNLIMITED), null);
    open(SystemMailServerView.class);

    assertThat(visibleText())
        .contains(
            "Microsoft Graph is available on platform versions >= 7.3.0; this platform has 7.0.0.")
        .contains("UTF-8 message headers (RFC 6532) is available on platform versions >= 7.1.0");
  }
}
