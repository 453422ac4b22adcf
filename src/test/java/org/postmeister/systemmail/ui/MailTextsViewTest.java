package org.postmeister.systemmail.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.postmeister.common.Languages;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class MailTextsViewTest extends ViewTest {

  @Autowired private MailTextService texts;
  @Autowired private TenantService tenants;

  private static String preview() {
    return String.valueOf(_get(IFrame.class).getElement().getProperty("srcdoc"))
        + _get(IFrame.class).getElement().getAttribute("srcdoc");
  }

  @Test
  void showsEachMailInEachLanguageWithSampleValues() {
    signIn("SYSTEM_ADMIN");
    open(MailTextsView.class);

    assertThat(field("Subject").getValue()).startsWith("Your access to Postmeister");
    assertThat(preview()).contains("https://postmeister.example/invitation/4fK2x9");
    assertThat(visibleText()).contains("This is the default text.");
    for (MailKind kind : MailKind.values()) {
      for (Locale language : Languages.ALL) {
        choose(select("Mail"), kind);
        choose(select("Language"), language);
        assertThat(preview()).contains("lang=\"" + language + "\"").doesNotContain("{{");
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
    setFromClient(field("Subject"), "Welcome, {{name}}");
    assertThat(preview()).contains("Welcome, Ada");
    click("Save");

    assertThat(visibleText()).contains("This text was changed here.");
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).text().subject())
        .isEqualTo("Welcome, {{name}}");
    click("Reset to default");
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
    assertThat(body.getErrorMessage()).contains("{{nobody}}");
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).revision())
        .isZero();
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
    assertThat(_find(Button.class, spec -> spec.withText("Reset to default"))).isNotEmpty();
  }
}
