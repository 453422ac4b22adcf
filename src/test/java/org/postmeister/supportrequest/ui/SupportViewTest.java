package org.postmeister.supportrequest.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.UploadKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.RouterLink;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.security.ui.ChangePasswordView;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.supportrequest.SupportRequestService;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.TestMailServers;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
class SupportViewTest extends ViewTest {

  private static final int FILE = 100_000;

  @Autowired private SystemMailServerService servers;
  @Autowired private SupportOptionsService options;
  @Autowired private SupportRequestService service;
  @Autowired private TenantService tenants;
  @Autowired private MailPolicyService policies;
  @Autowired private PageMemory memory;
  @Autowired private JdbcClient jdbc;

  private TenantId tenant;

  @BeforeEach
  void prepare() {
    SignedIn.asSystemAdmin();
    tenant = SomeTenants.create(tenants, "acme");
  }

  private void prepare(@Nullable String address, boolean mail) {
    if (mail) {
      servers.save(draft(TestMailServers.open("localhost", 2525), null), null);
    }
    options.save(
        new SupportOptions(address == null ? null : EmailAddress.of(address), false, true), null);
  }

  @Test
  void sendsARequestAndShowsWhatBecameOfIt() {
    prepare("help@example.com", true);
    signInAsTenantAdmin(tenant);
    open(SupportView.class);

    assertThat(_get(EmailField.class).getValue()).isEqualTo("tenant-admin@example.org");
    assertThat(visibleText())
        .contains("Your request goes to help@example.com, the support address of the system.");
    assertThat(_get(InformationPreview.class).getSummaryText())
        .isEqualTo("This system information is attached");
    assertThat(visibleText()).contains("Platform version: 7.4.0").contains("Name: acme");
    setFromClient(field("Subject"), "Nothing arrives");
    _get(TextArea.class).setValue("Since this morning.");
    click("Send request");

    String number = service.own().getFirst().number();
    assertThat(visibleText())
        .contains("Your request has the number " + number, "Nothing arrives", "Queued");
    assertThat(field("Subject").getValue()).isEmpty();
  }

  @Test
  void saysAtTheFieldWhatIsMissing() {
    prepare("help@example.com", true);
    signInAsTenantAdmin(tenant);
    open(SupportView.class);
    click("Send request");

    assertThat(field("Subject").getErrorMessage()).isEqualTo("Please fill in this field.");
    assertThat(_get(TextArea.class).isInvalid()).isTrue();
    assertThat(service.own()).isEmpty();
  }

  // Nobody should write what cannot be sent.
  private static void assertThatThereIsNoForm() {
    assertThat(_find(TextField.class)).isEmpty();
    assertThat(_find(TextArea.class)).isEmpty();
    assertThat(_find(Upload.class)).isEmpty();
    assertThat(_find(Button.class, spec -> spec.withText("Send request"))).isEmpty();
    assertThat(visibleText()).doesNotContain("Your requests");
  }

  @Test
  void tellsSystemAdministratorsWhyNothingCanBeSentInPlaceOfTheForm() {
    prepare("help@example.com", false);
    signIn("SYSTEM_ADMIN");
    open(SupportView.class);

    assertThat(visibleText()).contains("nobody can send mail. You can switch it on");
    assertThat(_get(RouterLink.class, spec -> spec.withText("Open the e-mail server")).getHref())
        .isEqualTo("system/mail-server");
    assertThatThereIsNoForm();
  }

  @Test
  void tellsTenantsWhoCanChangeThatNothingCanBeSent() {
    prepare("help@example.com", false);
    signInAsTenantAdmin(tenant);
    open(SupportView.class);

    assertThat(visibleText())
        .contains("nobody can send mail. Only a system administrator can change that.");
    assertThat(_find(RouterLink.class, spec -> spec.withText("Open the e-mail server"))).isEmpty();
    assertThatThereIsNoForm();
  }

  @Test
  void tellsTenantsThatTheyCanHaveAServerOfTheirOwn() {
    prepare("help@example.com", true);
    policies.save(tenant, new MailPolicy(false, true), null);
    signInAsTenantAdmin(tenant);
    open(SupportView.class);

    assertThat(visibleText()).contains("You can set up a mail server of its own");
    assertThat(_get(Anchor.class, spec -> spec.withText("Open acme")).getHref())
        .isEqualTo("tenants/acme");
    assertThatThereIsNoForm();
  }

  @Test
  void tellsWhoCanEnterTheMissingAddress() {
    prepare(null, true);
    signIn("SYSTEM_ADMIN");
    open(SupportView.class);
    assertThat(visibleText())
        .contains(
            "nobody has entered a support address yet. You can enter it under “E-mail server”");
    assertThatThereIsNoForm();
    assertThat(_find(Select.class)).as("a system administrator has only the system").isEmpty();

    signInAsTenantAdmin(tenant);
    open(ChangePasswordView.class);
    open(SupportView.class);
    assertThat(visibleText())
        .contains("nobody has entered a support address yet. Only a system administrator can")
        .doesNotContain("under “E-mail server”");
    assertThatThereIsNoForm();

    SignedIn.asSystemAdmin();
    options.save(new SupportOptions(null, true, true), null);
    signInAsTenantAdmin(tenant);
    open(ChangePasswordView.class);
    open(SupportView.class);
    assertThat(visibleText()).contains("You can enter one for your tenant under “Support”");
    assertThat(_get(Anchor.class, spec -> spec.withText("Open acme")).getHref())
        .isEqualTo("tenants/acme");
  }

  @Test
  void tellsWhoHasNoTenantWhomToAsk() {
    prepare("help@example.com", true);
    signInAsTenantAdmin();
    open(SupportView.class);

    assertThat(visibleText()).contains("Your account administers no tenant.");
    assertThatThereIsNoForm();
  }

  private static void attach(int octets) {
    UploadKt._upload(_get(Upload.class), "file.bin", new byte[octets]);
    MockVaadin.runUIQueue();
  }

  @Test
  void filesOfOpenPagesTakeTheRoomThatThereIs() {
    prepare("help@example.com", true);
    signIn("SYSTEM_ADMIN");
    open(SupportView.class);
    attach(FILE);
    assertThat(visibleText()).contains("file.bin");

    // Larger than all: it gets in when nothing else is there.
    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).as("the file counts").isEmpty();
      click("Remove");
      assertThat(others.take(Long.MAX_VALUE)).as("it is given back").isPresent();

      attach(FILE);
      assertThat(visibleText())
          .contains("This file was not added: there is no room for it at the moment.");
      assertThat(_find(Button.class, spec -> spec.withText("Remove"))).isEmpty();
    }

    attach(FILE);
    assertThat(_find(Button.class, spec -> spec.withText("Remove"))).hasSize(1);
  }

  @Test
  void filesAreForgottenWithTheirPage() {
    prepare("help@example.com", true);
    signIn("SYSTEM_ADMIN");
    SupportView left = open(SupportView.class);
    attach(FILE);
    left.removeFromParent();

    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).isPresent();
    }

    open(PlatformView.class);
    open(SupportView.class);
    attach(FILE);
    MockVaadin.tearDown();
    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).as("the session has ended").isPresent();
    }
  }

  @Test
  void filesAreNotKeptOnceTheyAreSent() {
    prepare("help@example.com", true);
    signIn("SYSTEM_ADMIN");
    open(SupportView.class);
    setFromClient(field("Subject"), "Nothing arrives");
    _get(TextArea.class).setValue("Since this morning.");
    attach(FILE);
    click("Send request");

    assertThat(service.own()).hasSize(1);
    try (PageMemory.Kept others = memory.keep()) {
      assertThat(others.take(Long.MAX_VALUE)).isPresent();
    }
  }

  @Test
  void linksToOwnRequestsStayWhenSomethingChanges() {
    prepare("help@example.com", true);
    signInAsTenantAdmin(tenant);
    open(SupportView.class);
    setFromClient(field("Subject"), "Nothing arrives");
    _get(TextArea.class).setValue("Since this morning.");
    click("Send request");
    RouterLink link = _get(RouterLink.class, spec -> spec.withText("Nothing arrives"));
    assertThat(visibleText()).contains("Queued");

    jdbc.sql("UPDATE message SET status = 'DELIVERED', lane = NULL, due_at = NULL").update();

    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(visibleText()).contains("Delivered").doesNotContain("Queued");
        });
    assertThat(_get(RouterLink.class, spec -> spec.withText("Nothing arrives"))).isSameAs(link);

    jdbc.sql("DELETE FROM message_body").update();
    jdbc.sql("DELETE FROM message").update();
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(() -> {
          MockVaadin.runUIQueue();
          assertThat(_find(RouterLink.class, spec -> spec.withText("Nothing arrives"))).isEmpty();
        });
    assertThat(visibleText()).contains("Nothing arrives");
  }
}
