package org.postmeister.systemmail.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.spi.StepListener;
import org.postmeister.systemmail.MailKind;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.systemmail.SystemMailSender;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.Pictures;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Whose logo and color a mail has, over a real SMTP server. */
@PostmeisterTest
class MailBrandTest {

  private static final BrandColor RED = BrandColor.of("#b00020");
  private static final BrandColor YELLOW = BrandColor.of("#ffd500");

  @Autowired private MailBrandService brands;
  @Autowired private MailTextService texts;
  @Autowired private SystemMailSender mails;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestDeliveries deliveries;
  @Autowired private JdbcClient jdbc;

  private final Logo logo = Logo.of(Pictures.of("png", 480, 100));
  private CatchingSmtpServer server;
  private TenantId tenant;
  private MailOwner acme;

  @BeforeEach
  void start() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
    acme = MailOwner.of(tenant);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CatchingSmtpServer.Caught sent(MailOwner owner) throws InterruptedException {
    mails.send(
        new SystemMailSender.Letter(
            MailKind.INVITATION,
            owner,
            EmailAddress.of("reader@example.org"),
            null,
            Locale.ENGLISH,
            Map.of("name", "Ada", "link", "https://postmeister.example/x"),
            List.of()));
    deliveries.run();
    return server.mails().getLast();
  }

  @Test
  void tenantsHaveTheSystemsBrandWhereTheyHaveNoneOfTheirOwn() throws Exception {
    assertThat(sent(acme).html()).contains("bgcolor=\"#1f5fa8\"").doesNotContain("<img");
    brands.save(MailOwner.SYSTEM, new MailBrand(YELLOW, logo), 0);
    assertThat(sent(acme).html())
        .contains("bgcolor=\"#ffd500\"", "color:#000000;font-weight:600", "alt=\"Postmeister\"")
        .contains("background-color: #ffd500 !important")
        .doesNotContain("#2f6fbb");
    brands.save(acme, new MailBrand(RED, null), 0);
    assertThat(sent(acme).html())
        .contains("bgcolor=\"#b00020\"", "color:#ffffff;font-weight:600", "alt=\"Postmeister\"");
    brands.save(acme, new MailBrand(null, Logo.of(Pictures.of("jpg", 60, 60))), 1);
    CatchingSmtpServer.Caught mail = sent(acme);
    assertThat(mail.html())
        .contains("bgcolor=\"#ffd500\"", "alt=\"" + tenants.get(tenant).displayName() + "\"");
    assertThat(mail.parts()).containsKey("logo.jpeg");
    assertThat(sent(MailOwner.SYSTEM).parts()).containsKey("logo.png");
  }

  @Test
  void theLogoTravelsWithTheMail() throws Exception {
    brands.save(acme, new MailBrand(null, logo), 0);

    CatchingSmtpServer.Caught mail = sent(acme);
    assertThat(mail.html())
        .contains("<img class=\"logo\" src=\"cid:logo@postmeister\" width=\"240\" height=\"50\"");
    assertThat(raw(mail)).contains("Content-ID: <logo@postmeister>", "multipart/related");
    texts
        .send(
            acme,
            MailKind.INVITATION,
            Locale.ENGLISH,
            texts.get(acme, MailKind.INVITATION, Locale.ENGLISH).text(),
            brands.get(acme).applied(new MailBrand(RED, logo)),
            EmailAddress.of("reader@example.org"),
            StepListener.NONE)
        .report()
        .get(20, TimeUnit.SECONDS);

    CatchingSmtpServer.Caught test = server.mails().getLast();
    assertThat(test.html()).contains("src=\"cid:logo@postmeister\"", "bgcolor=\"#b00020\"");
    assertThat(raw(test)).contains("Content-ID: <logo@postmeister>", "multipart/related");
  }

  private static String raw(CatchingSmtpServer.Caught mail) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.message().writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void isStoredOnceForWhoeverSawWhatWasThere() {
    MailBrands.Found first = brands.save(acme, new MailBrand(RED, logo), 0);

    assertThat(first.revision()).isEqualTo(1);
    assertThat(brands.get(acme).own()).isEqualTo(new MailBrand(RED, logo));
    assertThat(brands.get(acme).own().logo().width()).isEqualTo(480);
    assertThatThrownBy(() -> brands.save(acme, new MailBrand(YELLOW, null), 0))
        .isInstanceOf(VersionConflictException.class);
    // The same again changes nothing.
    assertThat(brands.save(acme, new MailBrand(RED, logo), 1).revision()).isEqualTo(1);
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM audit_entry WHERE action = 'MAIL_BRAND_CHANGED'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    brands.save(acme, MailBrand.NONE, 1);
    assertThat(brands.get(acme).own()).isEqualTo(MailBrand.NONE);
  }

  @Test
  void belongsToItsTenantAndGoesWithIt() {
    brands.save(acme, new MailBrand(RED, logo), 0);
    TenantId other = SomeTenants.create(tenants, "other");
    SignedIn.asTenantAdmin(other);
    assertThatThrownBy(() -> brands.get(acme)).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> brands.save(MailOwner.SYSTEM, MailBrand.NONE, 0))
        .isInstanceOf(AccessDeniedException.class);
    SignedIn.asSystemAdmin();
    tenants.delete(tenant);

    assertThat(jdbc.sql("SELECT COUNT(*) FROM mail_brand").query(Integer.class).single()).isZero();
  }
}
