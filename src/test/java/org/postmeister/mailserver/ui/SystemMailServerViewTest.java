package org.postmeister.mailserver.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Limit;
import org.postmeister.common.ui.ConflictPanel;
import org.postmeister.common.ui.ErrorSummary;
import org.postmeister.common.ui.Notice;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerLimits;
import org.postmeister.mailserver.MailServerOptions;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.preset.MailServerPreset;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.TestUsers;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeGoogle;
import org.postmeister.testing.FakeHttpsService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestDns;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SystemMailServerViewTest extends ViewTest {

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

  @Autowired private SystemMailServerService service;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private PlatformService platform;

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @BeforeEach
  void signInAsSystemAdmin() {
    signIn("SYSTEM_ADMIN");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysHowTheServerDoes() {
    open(SystemMailServerView.class);
    assertThat(_get(ServerStatePanel.class).getElement().getTextRecursively())
        .contains("Not used yet");

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

    MailServer saved = service.get();
    assertThat(saved.settings())
        .isEqualTo(
            TestMailServers.withLimits(
                TestMailServers.withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"),
                new MailServerLimits(new Limit(3), null, null, new Limit(5000))));
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
  void saysThatMicrosoftGraphNeedsPermissions() {
    open(SystemMailServerView.class);
    mode().setValue(AuthenticationMode.MICROSOFT_GRAPH);

    assertThat(visibleText()).contains("Mail.Send and User.Read.All");
  }

  @Test
  void showsEachStepOfATestMailAndTheServersReply() {
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("somebody@example.net");

    click("Send test mail");
    awaitOutcome();

    assertThat(visibleText())
        .contains("Host found", "Connected", "Encryption is switched off.", "Message accepted")
        .contains("The mail server has accepted the test mail.", "250 2.0.0 queued as 4711");
  }

  @Test
  void showsWhichStepFailedWhyAndWhatToDo() {
    server.on("RCPT", "550 5.1.1 no such user");
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("somebody@example.net");

    click("Send test mail");
    awaitOutcome();

    assertThat(visibleText())
        .contains("Recipient not accepted", "550 5.1.1 no such user")
        .contains("The server does not know the recipient somebody@example.net.")
        .contains("Check the address.");
  }

  @Test
  void saysInsteadOfTestingThatMailIsOff() {
    open(SystemMailServerView.class);
    field("Send to").setValue("somebody@example.net");

    click("Send test mail");

    assertThat(
            _get(Notice.class, spec -> spec.withPredicate(n -> n.getText().startsWith("No mail")))
                .getText())
        .contains("off or not completely configured");
  }

  @Test
  void cancelsATest() {
    server.on("greeting", ScriptedSmtpServer.SILENCE);
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("somebody@example.net");
    click("Send test mail");

    click("Cancel");
    awaitOutcome();

    assertThat(visibleText()).contains("The test was cancelled.");
    assertThat(_get(Button.class, spec -> spec.withText("Send test mail")).isEnabled()).isTrue();
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
  void savesMicrosoftGraphAndSendsATestMailThroughIt() {
    TestMicrosoft.reset();
    open(SystemMailServerView.class);
    fillInMicrosoftGraph();

    click("Save");
    assertThat(service.get().settings().authentication())
        .isEqualTo(new Authentication.MicrosoftGraph(TestMailServers.registration()));
    field("Send to").setValue("somebody@example.net");
    click("Send test mail");
    awaitOutcome();

    assertThat(visibleText())
        .contains("Access token fetched", "Permissions checked", "Mail.Send")
        .contains("Sender accepted", "No Reply, noreply@example.com", "202 Accepted")
        .doesNotContain(TestMicrosoft.SECRET);
    assertThat(TestMicrosoft.graph().sent().getLast().user()).isEqualTo("noreply@example.com");
  }

  @Test
  void showsWhatIsWrongInTheDirectoryAndWhatToDo() {
    TestMicrosoft.reset();
    TestMicrosoft.entra()
        .answer("/token", FakeEntra.refusal(401, "invalid_client", 7000222, "Expired."));
    open(SystemMailServerView.class);
    fillInMicrosoftGraph();
    field("Send to").setValue("somebody@example.net");

    click("Send test mail");
    awaitOutcome();

    assertThat(visibleText())
        .contains("The client secret has expired.", "Certificates & secrets", "AADSTS7000222");
  }

  @Test
  void marksAStepThatWentWellButShouldBeRead() {
    TestMicrosoft.reset();
    TestMicrosoft.entra()
        .register(
            "11111111-2222-3333-4444-555555555555",
            "66666666-7777-8888-9999-000000000000",
            TestMicrosoft.SECRET,
            "User.Read.All");
    TestMicrosoft.graph().answer("/sendMail", FakeHttpsService.Answer.empty(202));
    open(SystemMailServerView.class);
    fillInMicrosoftGraph();
    field("Send to").setValue("somebody@example.net");

    click("Send test mail");
    awaitOutcome();

    assertThat(_find(ListItem.class))
        .filteredOn(item -> "warning".equals(item.getElement().getAttribute("data-state")))
        .singleElement()
        .satisfies(item ->
            assertThat(item.getElement().getTextRecursively())
                .contains("lacks the permission Mail.Send"));
  }

  private void fillInMicrosoftGraph() {
    tick("Use mail server", true);
    mode().setValue(AuthenticationMode.MICROSOFT_GRAPH);
    field("Sender address").setValue("noreply@example.com");
    field("Directory ID (tenant)").setValue("11111111-2222-3333-4444-555555555555");
    field("Application ID (client)").setValue("66666666-7777-8888-9999-000000000000");
    _get(PasswordField.class, spec -> spec.withLabel("Client secret"))
        .setValue(TestMicrosoft.SECRET);
  }

  private static List<Details> guide() {
    return _find(Details.class).stream()
        .filter(details -> !details.getSummaryText().equals("More"))
        .toList();
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

    MailServerOptions options = service.get().settings().options();
    assertThat(options.greetingName()).hasToString("mail.example.com");
    assertThat(options.envelopeSender()).hasToString("bounces@example.com");
    assertThat(options.trustedCertificates()).isNotNull();
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

  private void pointToTestServer() {
    tick("Use mail server", true);
    field("Mail server").setValue("localhost");
    field("Port").setValue(Integer.toString(server.port()));
    field("Sender address").setValue("noreply@example.com");
  }

  private static void awaitOutcome() {
    Awaitility.await()
        .pollInSameThread()
        .until(() -> {
          MockVaadin.clientRoundtrip(false);
          return !_find(H3.class).isEmpty();
        });
  }

  @SuppressWarnings("unchecked")
  private static Select<AuthenticationMode> mode() {
    return _get(Select.class, spec -> spec.withLabel("Authentication"));
  }

  @SuppressWarnings("unchecked")
  private static void choose(Encryption encryption) {
    Select<Encryption> select = _get(Select.class, spec -> spec.withLabel("Encryption"));
    Encryption before = select.getValue();
    select.setValue(encryption);
    ComponentUtil.fireEvent(select, new ComponentValueChangeEvent<>(select, select, before, true));
  }

  private static PasswordField password() {
    return _get(PasswordField.class, spec -> spec.withLabel("Password"));
  }
}
