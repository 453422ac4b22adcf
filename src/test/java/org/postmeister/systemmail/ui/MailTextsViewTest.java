package org.postmeister.systemmail.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Languages;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.systemmail.brand.Logo;
import org.postmeister.systemmail.brand.MailBrandService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.Pictures;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class MailTextsViewTest extends ViewTest {

  @Autowired private MailTextService texts;
  @Autowired private MailBrandService brands;
  @Autowired private TenantService tenants;
  @Autowired private SystemMailServerService systemServer;

  private static String preview() {
    return preview(0);
  }

  /** 0 for the language that is being written, 1 for the other one. */
  private static String preview(int which) {
    return String.valueOf(_find(IFrame.class).get(which).getElement().getAttribute("srcdoc"));
  }

  @Test
  void showsEachMailInEachLanguageWithSampleValues() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);

    assertThat(field("Subject").getValue()).startsWith("Your access to Postmeister");
    assertThat(preview()).contains("https://postmeister.example/invitation/4fK2x9");
    assertThat(visibleText())
        .contains("This is the default text.")
        .doesNotContain("Difference to the default");
    for (MailKind kind : MailKind.values()) {
      for (Locale language : Languages.ALL) {
        choose(select("Mail"), kind);
        choose(select("Language"), language);
        assertThat(preview()).contains("lang=\"" + language + "\"").doesNotContain("{{");
        Locale other = language.equals(Locale.ENGLISH) ? Locale.GERMAN : Locale.ENGLISH;
        assertThat(preview(1)).contains("lang=\"" + other + "\"").doesNotContain("{{");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <V> Select<V> select(String label) {
    return _get(Select.class, spec -> spec.withLabel(label));
  }

  @Test
  void tellsWhoHasNoTenantWhomToAsk() {
    signInAsTenantAdmin();
    open(MailTextsView.class);

    assertThat(visibleText()).contains("Your account administers no tenant.");
    assertThat(_find(Button.class, spec -> spec.withText("Save"))).isEmpty();
  }

  @Test
  void savesAChangedTextAndGoesBack() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    assertThat(visibleText()).doesNotContain("Last changed");
    setFromClient(field("Subject"), "Welcome, {{name}}");
    assertThat(preview()).contains("Welcome, Ada");
    assertThat(visibleText())
        .contains(
            "Difference to the default: 2 lines",
            "−\nYour access to Postmeister{{#tenant}} for {{tenant}}{{/tenant}}\n"
                + "+\nWelcome, {{name}}");
    click("Save");

    assertThat(visibleText()).contains("This text was changed here.", "Last changed just now by");
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).text().subject())
        .isEqualTo("Welcome, {{name}}");
    click("Use the default again");
    ComponentUtil.fireEvent(
        _get(ConfirmDialog.class), new ConfirmDialog.ConfirmEvent(_get(ConfirmDialog.class), true));
    assertThat(field("Subject").getValue()).startsWith("Your access to Postmeister");
  }

  @Test
  void aTextThatCannotBeFilledInIsRefusedAtItsField() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    TextArea body = _get(TextArea.class);
    body.setValue("Hello {{nobody}}");
    click("Save");

    assertThat(body.isInvalid()).isTrue();
    assertThat(body.getErrorMessage())
        .isEqualTo(
            "Line 1, column 7, at “Hello {{nobody}}”: There is no {{nobody}} in this mail."
                + " The placeholders that exist are below the text.");
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).revision())
        .isZero();
  }

  @Test
  void everythingThatIsWrongIsSaidWhileTyping() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    TextArea body = _get(TextArea.class);
    setFromClient(field("Subject"), "For {{tennant}} {{link}}");
    setFromClient(body, "Hello {{Name}},\n\n{{link}} `{{login}}`");

    assertThat(field("Subject").getErrorMessage())
        .isEqualTo(
            "At “For {{tennant}} {{link}}”: There is no {{tennant}} in this mail."
                + " Did you mean {{tenant}}?\n"
                + "At “…{{tennant}} {{link}}”: {{link}} cannot be used in the subject.");
    assertThat(body.getErrorMessage())
        .isEqualTo(
            "Line 1, column 7, at “Hello {{Name}},”: There is no {{Name}} in this mail."
                + " Did you mean {{name}}?\n"
                + "Line 3, column 11, at “{{link}} `{{login}}`”: Placeholders cannot be used in"
                + " code, between backticks or indented by four spaces.");
    assertThat(visibleText()).contains("No preview is possible");
    setFromClient(body, "Hello {{name}},\n\n{{link}}");
    assertThat(body.isInvalid()).isFalse();
    setFromClient(field("Subject"), "For {{tenant}}");
    assertThat(field("Subject").isInvalid()).isFalse();
    assertThat(visibleText()).doesNotContain("No preview is possible");
    assertThat(preview()).contains("For Sample tenant");
  }

  @Test
  void thePreviewIsShownInEitherScheme() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    assertThat(preview()).contains("@media not all", "color-scheme: light;");
    colors().setValue(true);

    for (int which : new int[] {0, 1}) {
      assertThat(preview(which))
          .contains("@media all", "color-scheme: dark;")
          .doesNotContain("prefers-color-scheme");
    }
  }

  @SuppressWarnings("unchecked")
  private static RadioButtonGroup<Boolean> colors() {
    return _get(RadioButtonGroup.class, spec -> spec.withLabel("Colors"));
  }

  @Test
  void offersThePlaceholdersOfTheMail() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    assertThat(_find(Button.class, spec -> spec.withText("Name of the reader"))).hasSize(1);
    choose(select("Mail"), MailKind.QUOTA_REACHED);

    for (String name : List.of("Name of the reader", "Tenant", "Daily quota", "Until")) {
      click(name);
    }
    assertThat(_find(Button.class, spec -> spec.withText("Link"))).isEmpty();
  }

  @Test
  void sendsTheMailAsItStandsAndSaysHowThatWent() {
    try (CatchingSmtpServer server = new CatchingSmtpServer()) {
      signIn("SYSTEM_ADMIN");
      systemServer.save(draft(TestMailServers.open("localhost", server.port()), null), null);
      TenantId tenant = SomeTenants.create(tenants, "acme");
      signInAsTenantAdmin(tenant);
      open(MailTextsView.class);
      assertThat(EmailAddress.find(field("Send to").getValue())).isPresent();
      setFromClient(field("Subject"), "For {{tennant}}");
      click("Send to me");
      assertThat(field("Subject").isInvalid()).isTrue();
      assertThat(server.mails()).isEmpty();
      setFromClient(field("Subject"), "For {{tenant}}");
      click("Send to me");

      Awaitility.await()
          .pollInSameThread()
          .untilAsserted(() -> {
            MockVaadin.clientRoundtrip(false);
            assertThat(visibleText()).contains("The mail server has accepted the test mail.");
          });
      assertThat(server.only().subject()).isEqualTo("For Sample tenant");
    }
  }

  @Test
  void saysInPlaceOfSendingWhyNoMailCanBeSent() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);

    assertThat(_find(Button.class, spec -> spec.withText("Send to me"))).isEmpty();
    assertThat(visibleText()).contains("system mail server is switched off");
  }

  @Test
  void logoAndColorAreShownInThePreviewAndStored() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    _get(TabSheet.class).setSelectedIndex(1);
    LogoField logo = _get(LogoField.class);
    logo.take("<svg/>".getBytes(StandardCharsets.UTF_8));
    assertThat(logo.getErrorMessage()).isEqualTo("This is neither a PNG nor a JPEG file.");
    logo.take(Pictures.of("png", 100, 40));
    setFromClient(field("Color of buttons"), "#ffd50");
    assertThat(field("Color of buttons").isInvalid()).isTrue();
    setFromClient(field("Color of buttons"), "#ffd500");

    assertThat(logo.isInvalid()).isFalse();
    for (int which : new int[] {0, 1}) {
      assertThat(preview(which)).contains("#ffd500", "src=\"data:image/png;base64,");
    }
    click("Save");
    assertThat(brands.get(MailOwner.SYSTEM).own().color()).hasToString("#ffd500");
    click("Remove");
    assertThat(preview()).contains("#ffd500").doesNotContain("data:image/png");
    click("Discard changes");
    assertThat(preview()).contains("data:image/png");
  }

  @Test
  void aTenantChangesItsOwn() {
    TenantId tenant = SomeTenants.create(tenants, "acme");
    signInAsTenantAdmin(tenant);
    open(MailTextsView.class);
    assertThat(MailTextsViewTest.<MailKind>select("Mail").getListDataView().getItems())
        .containsExactlyElementsOf(MailKind.ofTenants());
    setFromClient(field("Subject"), "Acme welcomes you");
    click("Save");

    assertThat(texts.get(MailOwner.of(tenant), MailKind.INVITATION, Locale.ENGLISH).origin())
        .isEqualTo(MailTextService.Origin.TENANT);
    UI.getCurrent().navigate("support");
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().navigate("mail-texts", QueryParameters.of("tenant", "acme"));
    assertThat(field("Subject").getValue()).isEqualTo("Acme welcomes you");
    assertThat(_find(Button.class, spec -> spec.withText("Use the default again"))).isNotEmpty();
  }

  @Test
  void aLogoIsRestoredAndWhatIsNoneChangesNothing() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);
    _get(TabSheet.class).setSelectedIndex(1);
    LogoField logo = _get(LogoField.class);
    assertThat(logo.toDraft()).isEmpty();
    logo.take(Pictures.of("png", 100, 40));
    Logo chosen = logo.getValue();
    String draft = logo.toDraft();

    for (String changed : List.of("?", "AAAA")) {
      logo.fromDraft(changed);
      assertThat(logo.getValue()).isEqualTo(chosen);
      assertThat(logo.isInvalid()).isFalse();
    }
    logo.fromDraft("");
    assertThat(logo.getValue()).isNull();
    logo.fromDraft(draft);
    assertThat(logo.getValue()).isEqualTo(chosen);
  }
}
