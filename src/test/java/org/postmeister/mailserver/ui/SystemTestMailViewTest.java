package org.postmeister.mailserver.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postmeister.common.ui.Notice;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeHttpsService;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.TestMicrosoft;

/** Test mails in the console: each step, and what to do about it. */
class SystemTestMailViewTest extends SystemMailServerViewTestCase {

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
  void comparesATestOfWhatIsStoredWithTheOneBefore() {
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("somebody@example.net");
    click("Send test mail");
    awaitOutcome();
    assertThat(visibleText()).as("of unsaved settings").doesNotContain("just now");
    click("Save");

    click("Send test mail");
    awaitOutcome();
    server.on("RCPT", "550 5.1.1 no such user");
    click("Send test mail");
    awaitOutcome();
    assertThat(visibleText()).contains("It still worked just now: something has changed since.");
    click("Send test mail");
    awaitOutcome();
    assertThat(visibleText()).contains("The same failure as just now.");
    server.on("RCPT", "250 ok");
    click("Send test mail");
    awaitOutcome();
    assertThat(visibleText()).contains("It failed just now, and works now.", "Sent", "Failed");
  }

  @Test
  void sendsWhatWasChosenToEachOfSeveralAddresses() {
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("one@example.net, two@example.org; three@example.com");
    field("Subject").setValue("Invoice 7");
    _get(TextArea.class, spec -> spec.withLabel("Text")).setValue("Does it arrive?");

    click("Send test mail");
    // A name above each outcome.
    awaitHeadings(6);

    assertThat(_find(H3.class).stream().map(H3::getText).toList())
        .containsSubsequence("one@example.net", "two@example.org", "three@example.com");
    assertThat(server.commands())
        .contains("RCPT TO:<one@example.net>", "RCPT TO:<two@example.org>")
        .contains("RCPT TO:<three@example.com>", "Subject: Invoice 7", "Does it arrive?");
  }

  @Test
  void sendsNothingIfOneOfSeveralAddressesIsNone() {
    open(SystemMailServerView.class);
    pointToTestServer();
    field("Send to").setValue("one@example.net, two");

    click("Send test mail");

    assertThat(field("Send to").isInvalid()).isTrue();
    assertThat(server.commands()).isEmpty();
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

  private void pointToTestServer() {
    tick("Use mail server", true);
    field("Mail server").setValue("localhost");
    field("Port").setValue(Integer.toString(server.port()));
    field("Sender address").setValue("noreply@example.com");
  }

  private static void awaitOutcome() {
    awaitHeadings(1);
  }

  private static void awaitHeadings(int count) {
    Awaitility.await()
        .pollInSameThread()
        .until(() -> {
          MockVaadin.clientRoundtrip(false);
          return _find(H3.class).size() >= count;
        });
  }
}
