package org.postmeister.platform.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockAccessDeniedException;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.ui.form.ConflictPanel;
import org.postmeister.common.ui.form.ErrorSummary;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

class PlatformViewTest extends ViewTest {

  @Autowired private PlatformService platform;
  @Autowired private SystemMailServerService mailServers;

  @BeforeEach
  void signInAsSystemAdmin() {
    signIn("SYSTEM_ADMIN");
  }

  @Test
  void savesVersionAndLicence() {
    open(PlatformView.class);
    field("Platform version").setValue("7.3.2");
    field("Licence holder").setValue("Holder");
    field("Number of tenants").setValue("25");
    _get(DatePicker.class).setValue(LocalDate.of(2027, 12, 31));

    click("Save");

    assertThat(visibleText()).contains("Last changed just now by");
    assertThat(
            _get(
                Anchor.class,
                spec -> spec.withAttribute("href", "system/audit?action=PLATFORM_CHANGED")))
        .isNotNull();
    PlatformSettings saved = platform.get().settings();
    assertThat(saved.version()).hasToString("7.3.2");
    assertThat(saved.license())
        .isEqualTo(
            new License(SingleLine.of("Holder"), null, null, LocalDate.of(2027, 12, 31), 25));
  }

  @Test
  void namesEverythingThatBlocksADowngrade() {
    mailServers.save(
        TestMailServers.draft(TestMailServers.withUtf8Headers(TestMailServers.graph()), "secret"),
        null);
    open(PlatformView.class);
    field("Platform version").setValue("7.0.0");

    click("Save");

    _assertOne(ErrorSummary.class);
    assertThat(visibleText())
        .contains("Version 7.0.0 cannot be set")
        .contains(
            "System mail server: UTF-8 message headers (RFC 6532)",
            "System mail server: Microsoft Graph");
    assertThat(platform.get().settings().version()).hasToString("7.4.0");
  }

  @ParameterizedTest
  @CsvSource({
    "Platform version, seven, A version is three numbers",
    "Platform version, '', Please fill in this field",
    "Number of tenants, 0, Please enter a whole number",
    "Number of tenants, many, Please enter a whole number"
  })
  void marksBadValuesAtTheirField(String label, String value, String message) {
    open(PlatformView.class);
    field(label).setValue(value);

    click("Save");

    assertThat(field(label).getErrorMessage()).startsWith(message);
    assertThat(platform.get().revision()).isEqualTo(1);
  }

  @Test
  void letsThePersonChooseAfterAConcurrentEdit() {
    open(PlatformView.class);
    field("Licence holder").setValue("Mine");
    platform.save(
        new PlatformSettings(
            PlatformVersion.of("7.4.1"),
            new License(SingleLine.of("Theirs"), null, null, null, null)),
        null);

    click("Save");

    _assertOne(ConflictPanel.class);
    click("Apply this choice");
    click("Save");
    _assertNone(ConflictPanel.class);
    assertThat(platform.get().settings().license().holder()).hasToString("Mine");
  }

  @Test
  void isNotForOthers() {
    signIn("TENANT_ADMIN");

    assertThatThrownBy(() -> open(PlatformView.class))
        .isInstanceOf(MockAccessDeniedException.class);
  }
}
