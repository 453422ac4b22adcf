package org.postmeister.mailserver.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.Limit;
import org.postmeister.common.ui.form.ConflictPanel;
import org.postmeister.common.ui.form.ErrorSummary;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.TestUsers;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SystemMailServerViewTest extends SystemMailServerViewTestCase {

  private static final Map<String, Class<? extends Component>> FIELDS =
      Map.ofEntries(
          Map.entry("Use mail server", Checkbox.class),
          Map.entry("Authentication", Select.class),
          Map.entry("Mail server", TextField.class),
          Map.entry("Port", TextField.class),
          Map.entry("Sender address", TextField.class),
          Map.entry("Sender name", TextField.class),
          Map.entry("Server supports UTF-8 message headers (RFC 6532)", Checkbox.class),
          Map.entry("Login required", Checkbox.class),
          Map.entry("Encryption", Select.class),
          Map.entry("User name", TextField.class),
          Map.entry("Password", PasswordField.class),
          Map.entry("Directory ID (tenant)", TextField.class),
          Map.entry("Application ID (client)", TextField.class),
          Map.entry("Client secret", PasswordField.class));
  @Autowired private JdbcClient jdbc;
  @Autowired private SupportOptionsService supportOptions;

  @Test
  void saysHowTheServerDoes() {
    open(SystemMailServerView.class);
    assertThat(_get(ServerStatePanel.class).getElement().getTextRecursively())
        .contains("Not used yet");

    assertThat(visibleText()).doesNotContain("Last changed");

    jdbc.sql(
            """
            INSERT INTO server_limit (owner, connections, learnt_at, reply, pipelining)
            VALUES ('system', 2, '2026-01-01 12:00:00', '421 4.7.0 Too many connections', FALSE)
            """)
        .update();
    open(PlatformView.class);
    open(SystemMailServerView.class);
    assertThat(_get(ServerStatePanel.class).getElement().getTextRecursively())
        .contains("Slowed down", "Connections it accepts at a time", "2")
        .contains("421 4.7.0 Too many connections", "several commands at once");
  }

  /** Exactly the fields that platform version and authentication mode allow. */
  @ParameterizedTest(name = "platform {0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "7.0.0 | NONE              | Use mail server,Mail server,Port,Sender address,Sender"
            + " name,Login required,Encryption",
        "7.0.0 | USERNAME_PASSWORD | Use mail server,Mail server,Port,Sender address,Sender"
            + " name,Login required,Encryption,User name,Password",
        "7.2.0 | NONE              | Use mail server,Mail server,Port,Sender address,Sender"
            + " name,Server supports UTF-8 message headers (RFC 6532),Login required,Encryption",
        "7.3.0 | NONE              | Use mail server,Authentication,Mail server,Port,Sender"
            + " address,Sender name,Server supports UTF-8 message headers (RFC 6532),Encryption",
        "7.4.0 | USERNAME_PASSWORD | Use mail server,Authentication,Mail server,Port,Sender"
            + " address,Sender name,Server supports UTF-8 message headers (RFC"
            + " 6532),Encryption,User name,Password",
        "7.4.0 | MICROSOFT_GRAPH   | Use mail server,Authentication,Sender address,Sender"
            + " name,Server supports UTF-8 message headers (RFC 6532),Directory ID"
            + " (tenant),Application ID (client),Client secret"
      })
  void showsTheFieldsThatApply(String version, AuthenticationMode mode, String expected) {
    platform.save(new PlatformSettings(PlatformVersion.of(version), License.UNLIMITED), null);
    open(SystemMailServerView.class);
    if (version.compareTo("7.3.0") < 0) {
      tick("Login required", mode == AuthenticationMode.USERNAME_PASSWORD);
    } else {
      mode().setValue(mode);
    }

    List<String> shown =
        FIELDS.entrySet().stream()
            .filter(field -> isShown(field.getValue(), field.getKey()))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(shown).containsExactlyInAnyOrder(expected.split(","));
  }

  @Test
  void savingWhatIsStoredAlreadyChangesNothing() {
    for (MailServerDraft stored :
        List.of(
            TestMailServers.draft(TestMailServers.open("mail.example.com", 25), null),
            TestMailServers.draft(
                TestMailServers.withLogin("mail.example.com", 587, Encryption.STARTTLS, "ada"),
                "secret"),
            TestMailServers.draft(TestMailServers.graph(), "secret"))) {
      long revision = service.save(stored, null).revision();
      long options = supportOptions.get().revision();
      open(PlatformView.class);
      open(SystemMailServerView.class);
      click("Save");

      assertThat(service.get().revision()).isEqualTo(revision);
      assertThat(supportOptions.get().revision()).isEqualTo(options);
    }
  }

  @Test
  void savesWhatWasEntered() {
    open(SystemMailServerView.class);
    fillIn();
    mode().setValue(AuthenticationMode.USERNAME_PASSWORD);
    field("User name").setValue("user");
    password().setValue("secret of the server");
    field("E-mail address for support requests").setValue("help@example.com");
    field("Simultaneous connections").setValue("3");
    field("Messages per day").setValue("5000");
    tick("Allow tenant-specific support address", true);

    click("Save");

    assertThat(visibleText()).contains("Last changed just now by");

    MailServer saved = service.get();
    assertThat(saved.settings())
        .isEqualTo(
            TestMailServers.withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user")
                .with(new MailServerLimits(new Limit(3), null, null, new Limit(5000))));
    assertThat(saved.secretStored()).isTrue();
    assertThat(supportOptions.get().options().address()).hasToString("help@example.com");
    assertThat(supportOptions.get().options().tenantAddressAllowed()).isTrue();
  }

  @Test
  void neverShowsAStoredSecretButLetsItBeReplaced() {
    service.save(
        TestMailServers.draft(
            TestMailServers.withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"),
            "stored secret"),
        null);

    open(SystemMailServerView.class);

    assertThat(isShown(PasswordField.class, "Password")).isFalse();
    assertThat(visibleText()).contains("Stored").doesNotContain("stored secret");
    _get(Button.class, spec -> spec.withText("Replace").withPredicate(Component::isVisible))
        .click();
    assertThat(password().getValue()).isEmpty();
    click("Keep the stored value");
    assertThat(isShown(PasswordField.class, "Password")).isFalse();
  }

  @Test
  void asksForTheSecretAgainWhenTheDestinationChanges() {
    service.save(
        TestMailServers.draft(
            TestMailServers.withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"),
            "stored secret"),
        null);
    open(SystemMailServerView.class);
    field("Mail server").setValue("other.example.com");

    click("Save");

    assertThat(password().isInvalid()).isTrue();
    assertThat(password().getErrorMessage()).contains("Please enter it again");
    assertThat(service.get().settings().host()).hasToString("smtp.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "Mail server, smtp://x, Please enter only the host",
    "Port, abc, Please enter a whole number",
    "Port, 0, A port is a number from 1 to 65535",
    "Port, 65536, A port is a number from 1 to 65535",
    "Sender address, 'a@example.com,b@example.com', Please enter only one address",
    "Messages per minute, many, Please enter a whole number",
    "Messages per hour, 0, 'Please enter a number from 1 to 1,000,000'",
    "Sender name, A <b>, The characters < > and \" are not allowed",
    "E-mail address for support requests, nobody, An e-mail address must contain an @"
  })
  void marksBadValuesAtTheirFieldAndStoresNothing(String label, String value, String message) {
    open(SystemMailServerView.class);
    fillIn();
    field(label).setValue(value);

    click("Save");

    assertThat(field(label).isInvalid()).isTrue();
    assertThat(field(label).getErrorMessage()).startsWith(message);
    _assertOne(ErrorSummary.class);
    assertThat(service.get().revision()).isEqualTo(1);
    assertThat(field(label).getValue()).isEqualTo(value);
  }

  @Test
  void marksWhatIsMissingBeforeSwitchingOn() {
    open(SystemMailServerView.class);
    tick("Use mail server", true);

    click("Save");

    assertThat(field("Mail server").getErrorMessage()).isEqualTo("Please fill in this field.");
    assertThat(field("Sender address").isInvalid()).isTrue();
    assertThat(service.get().settings().enabled()).isFalse();
  }

  @Test
  void suggestsTheUsualPortUntilSomebodyChoosesOne() {
    open(SystemMailServerView.class);

    choose(Encryption.STARTTLS);
    assertThat(field("Port").getValue()).isEqualTo("587");
    choose(Encryption.TLS);
    assertThat(field("Port").getValue()).isEqualTo("465");
    field("Port").setValue("2525");
    choose(Encryption.NONE);
    assertThat(field("Port").getValue()).isEqualTo("2525");
  }

  @Test
  void letsThePersonChooseAfterAConcurrentEditAndLosesNothing() {
    open(SystemMailServerView.class);
    fillIn();
    mode().setValue(AuthenticationMode.USERNAME_PASSWORD);
    field("User name").setValue("user");
    password().setValue("typed secret");
    service.save(TestMailServers.draft(TestMailServers.open("theirs.example.com", 25), null), null);

    click("Save");

    _assertOne(ConflictPanel.class);
    assertThat(field("Mail server").getValue()).isEqualTo("smtp.example.com");
    assertThat(service.get().settings().host()).hasToString("theirs.example.com");
    _get(RadioButtonGroup.class, spec -> spec.withLabel("Mail server")).setValue(false);
    click("Apply this choice");
    assertThat(field("Mail server").getValue()).isEqualTo("theirs.example.com");
    assertThat(field("User name").getValue()).isEqualTo("user");
    click("Save");

    _assertNone(ConflictPanel.class);
    assertThat(service.get().settings())
        .isEqualTo(
            TestMailServers.withLogin("theirs.example.com", 587, Encryption.STARTTLS, "user"));
    assertThat(service.get().secretStored()).isTrue();
  }

  @Test
  void asksWhetherADestinationIsRightThatCameOverTheApi() {
    SignedIn.as(TestUsers.overHttp(TestUsers.systemAdmin()));
    service.save(TestMailServers.draft(TestMailServers.open("localhost", 25), null), null);
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate(SystemMailServerView.class);

    assertThat(visibleText()).contains("localhost:25", "was changed through the HTTP API");
    click("Confirm localhost:25");
    assertThat(_find(Button.class, spec -> spec.withText("Confirm localhost:25"))).isEmpty();
    assertThat(service.get().destinationSetBy()).isEqualTo(CurrentUser.Channel.CONSOLE);
    // What was shown before can still be saved.
    click("Save");
    assertThat(service.get().settings().host()).hasToString("localhost");
  }

  @Test
  void asksBeforeUnsavedChangesAreLeft() {
    open(SystemMailServerView.class);
    setFromClient(field("Mail server"), "smtp.example.com");

    UI.getCurrent().navigate(PlatformView.class);

    _assertOne(SystemMailServerView.class);
    ConfirmDialog dialog = _get(ConfirmDialog.class);
    com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm(dialog);
    _assertOne(PlatformView.class);
  }

  @Test
  void speaksGerman() {
    UI.getCurrent().setLocale(Locale.GERMAN);
    open(SystemMailServerView.class);

    assertThat(visibleText()).contains("Grundeinstellungen", "Sicherheit", "Support");
    assertThat(isShown(TextField.class, "E-Mail-Absender")).isTrue();
    assertThat(isShown(Checkbox.class, "Mailserver benutzen")).isTrue();
  }

  @Test
  void keepsWhatOnlySomeServersNeed() throws IOException {
    open(SystemMailServerView.class);
    Details more =
        _get(
            Details.class,
            spec -> spec.withPredicate(each -> each.getSummaryText().equals("More")));
    assertThat(more.isOpened()).isFalse();
    fillIn();
    field("Name for EHLO").setValue("printer.local");
    field("Envelope sender").setValue("bounces@example.com");
    _get(TextArea.class, spec -> spec.withLabel("Certificate authorities"))
        .setValue(Files.readString(TestAuthority.trusted()));
    assertThat(
            _get(UnorderedList.class, spec -> spec.withClasses("certificates"))
                .getElement()
                .getTextRecursively())
        .contains("CN=Test ca");
    click("Save");
    assertThat(field("Name for EHLO").getErrorMessage())
        .contains("not a fully qualified host name");
    assertThat(more.isOpened()).isTrue();

    field("Name for EHLO").setValue("mail.example.com");
    click("Save");

    MailServerSettings settings = service.get().settings();
    assertThat(settings.get(MailServerField.GREETING_NAME)).hasToString("mail.example.com");
    assertThat(settings.get(MailServerField.ENVELOPE_SENDER)).hasToString("bounces@example.com");
    assertThat(settings.get(MailServerField.TRUSTED_CERTIFICATES)).isNotNull();
    // Shown as they were entered, so that saving again changes nothing.
    assertThat(_get(TextArea.class, spec -> spec.withLabel("Certificate authorities")).getValue())
        .startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void saysWhomMailMayBeFrom() {
    open(SystemMailServerView.class);
    fillIn();
    TextArea senders = _get(TextArea.class, spec -> spec.withLabel("Allowed senders"));
    @SuppressWarnings("unchecked")
    Select<SenderPolicy> policy =
        _get(Select.class, spec -> spec.withLabel("Mail from other senders"));
    assertThat(policy.getValue()).isNull();
    senders.setValue("billing@example.com\n*@*.example.org");
    click("Save");
    assertThat(senders.getErrorMessage()).contains("“*@*.example.org”");

    senders.setValue("billing@example.com\n*@example.org");
    policy.setValue(SenderPolicy.REWRITE);
    click("Save");

    MailServerSettings settings = service.get().settings();
    assertThat(settings.get(MailServerField.ALLOWED_SENDERS))
        .hasToString("billing@example.com, *@example.org");
    assertThat(settings.get(MailServerField.SENDER_POLICY)).isEqualTo(SenderPolicy.REWRITE);
    policy.clear();
    senders.clear();
    click("Save");
    assertThat(service.get().settings().get(MailServerField.ALLOWED_SENDERS)).isNull();
    assertThat(service.get().settings().get(MailServerField.SENDER_POLICY)).isNull();
  }

  @Test
  void isNotForOthers() {
    signIn("TENANT_ADMIN");

    assertThatThrownBy(() -> open(SystemMailServerView.class))
        .isInstanceOf(MockAccessDeniedException.class);
    _assertNone(SystemMailServerView.class);
  }

  private void fillIn() {
    tick("Use mail server", true);
    setFromClient(field("Mail server"), "smtp.example.com");
    choose(Encryption.STARTTLS);
    field("Sender address").setValue("noreply@example.com");
    field("Sender name").setValue("Example");
  }

  private static PasswordField password() {
    return _get(PasswordField.class, spec -> spec.withLabel("Password"));
  }
}
