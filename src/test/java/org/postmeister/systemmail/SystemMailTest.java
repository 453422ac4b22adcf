package org.postmeister.systemmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Languages;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.delivery.worker.TestDeliveries;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.CatchingSmtpServer;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.util.HtmlUtils;

/** The system's own mails, over a real SMTP server, and their texts. */
@PostmeisterTest
class SystemMailTest {

  @Autowired private SystemMailSender mails;
  @Autowired private MailTextService texts;
  @Autowired private SampleValues samples;
  @Autowired private MailWriter writer;
  @Autowired private JdbcClient jdbc;
  @Autowired private MessageService messages;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;
  @Autowired private TestDeliveries deliveries;

  private CatchingSmtpServer server;
  private TenantId tenant;

  @BeforeEach
  void start() {
    server = new CatchingSmtpServer();
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", server.port()), null), null);
    tenant = SomeTenants.create(tenants, "acme");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> everyMail() {
    return Stream.of(MailKind.values())
        .flatMap(kind -> Languages.ALL.stream().map(language -> Arguments.of(kind, language)));
  }

  private long send(MailKind kind, Locale language, MailOwner owner, Map<String, String> values)
      throws InterruptedException {
    long id =
        mails
            .send(
                new SystemMailSender.Letter(
                    kind,
                    owner,
                    EmailAddress.of("reader@example.org"),
                    null,
                    language,
                    values,
                    List.of()))
            .id();
    deliveries.run();
    return id;
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void saysTheSameAsTextAndAsHtml(MailKind kind, Locale language) throws Exception {
    Map<String, String> values = samples.of(kind, language);
    send(kind, language, MailOwner.SYSTEM, values);

    CatchingSmtpServer.Caught mail = server.only();
    assertThat(mail.header("From")).isEqualTo("Example <noreply@example.com>");
    assertThat(mail.header("To")).isEqualTo("reader@example.org");
    assertThat(mail.header("Content-Language")).isEqualTo(language.getLanguage());
    assertThat(mail.header("Auto-Submitted"))
        .isEqualTo(kind == MailKind.SUPPORT_REQUEST ? "" : "auto-generated");
    assertThat(mail.message().getContentType()).startsWith("multipart/alternative");
    assertThat(mail.parts().keySet()).containsExactly("text/plain", "text/html");
    assertThat(mail.subject()).isNotBlank().doesNotContain("{{");
    assertThat(mail.text()).doesNotContain("{{", "**", "](", "\\");
    assertThat(mail.html())
        .contains("lang=\"" + language.getLanguage() + "\"")
        .doesNotContain("{{");
    assertThat(wordsOfHtml(mail.html())).isEqualTo(wordsOf(mail.text()));
    for (String name : placeholders(MailTexts.original(kind, language))) {
      String first = values.get(name).lines().findFirst().orElseThrow();
      assertThat(mail.subject() + mail.text()).contains(first);
    }
  }

  private static List<String> wordsOfHtml(String html) {
    String body = html.substring(html.indexOf("<body"));
    return wordsOf(HtmlUtils.htmlUnescape(body.replaceAll("(?s)<!--.*?-->|<[^>]*>", " ")));
  }

  // Signs stand for bold, lists and links in one form and not in the other.
  private static List<String> wordsOf(String text) {
    return Pattern.compile("[^\\p{L}\\p{N}]+")
        .splitAsStream(text)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void loadsNothingFromOutside(MailKind kind, Locale language) throws Exception {
    send(kind, language, MailOwner.SYSTEM, samples.of(kind, language));

    assertThat(server.only().html())
        .doesNotContainIgnoringCase("<img", "<script", "<link", "url(", "src=", "@import");
  }

  @ParameterizedTest
  @MethodSource("everyMail")
  void germanAndEnglishNameTheSame(MailKind kind, Locale language) {
    MailText text = MailTexts.original(kind, language);
    MailText english = MailTexts.original(kind, Locale.ENGLISH);

    assertThat(placeholders(text)).isEqualTo(placeholders(english));
  }

  private static List<String> placeholders(MailText text) {
    return Stream.of(text.subject(), text.body())
        .flatMap(part ->
            Pattern.compile("\\{\\{[#/^]?(\\w+)}}")
                .matcher(part)
                .results()
                .map(found -> found.group(1)))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void whatPeopleWriteStaysText() throws Exception {
    send(
        MailKind.SUPPORT_REQUEST,
        Locale.ENGLISH,
        MailOwner.SYSTEM,
        Map.of(
            "subject", "a {{message}} <b> *c*",
            "message",
                "# no heading\n"
                    + "- no list\n\n"
                    + "[no link](https://example.org/evil) <img src=x> & 1. `2`",
            "number", "SR-1",
            "name", "**Bold**"));

    CatchingSmtpServer.Caught mail = server.only();
    assertThat(mail.subject()).isEqualTo("[SR-1] a {{message}} <b> *c*");
    assertThat(mail.text())
        .contains(
            "# no heading\r\n"
                + "- no list\r\n\r\n"
                + "[no link](https://example.org/evil) <img src=x> & 1. `2`")
        .contains("**Bold**");
    assertThat(mail.html())
        .contains("# no heading<br />", "- no list<br />", "[no link](https://example.org/evil)")
        .contains("&lt;img src=x&gt; &amp; 1. `2`", "**Bold**")
        .doesNotContain("href=\"https://example.org/evil");
  }

  @Test
  void linesOfALogKeepTheirPlace() throws Exception {
    send(
        MailKind.SUPPORT_REQUEST,
        Locale.ENGLISH,
        MailOwner.SYSTEM,
        Map.of(
            "subject",
            "s",
            "number",
            "SR-1",
            "name",
            "n",
            "message",
            "Exception\n    at a.b(C.java)\n\tat d"));

    assertThat(server.only().text()).contains("Exception\r\n    at a.b(C.java)\r\n    at d");
    assertThat(server.only().html()).contains("\u00A0\u00A0\u00A0\u00A0at a.b(C.java)");
  }

  @Test
  void linksForPasswordsCanBeReadByNobodyElse() throws Exception {
    long id =
        send(
            MailKind.PASSWORD_RESET,
            Locale.ENGLISH,
            MailOwner.SYSTEM,
            samples.of(MailKind.PASSWORD_RESET, Locale.ENGLISH));

    assertThat(server.only().text()).contains("https://postmeister.example/invitation/4fK2x9");
    assertThat(messages.mayRead(messages.get(id))).isFalse();
    assertThatThrownBy(() -> messages.read(id)).isInstanceOf(MessageNotFoundException.class);
  }

  @Test
  void tenantsTextsComeBeforeTheSystems() throws Exception {
    MailOwner acme = MailOwner.of(tenant);
    Map<String, String> values = Map.of("link", "https://example.org/x", "name", "Ada");
    save(MailOwner.SYSTEM, "Of the system", "Here: [go]({{link}})");
    send(MailKind.INVITATION, Locale.ENGLISH, acme, values);
    save(acme, "Of {{name}}", "There: [go]({{link}})");
    send(MailKind.INVITATION, Locale.ENGLISH, acme, values);
    send(MailKind.INVITATION, Locale.GERMAN, acme, values);
    assertThat(texts.reset(acme, MailKind.INVITATION, Locale.ENGLISH).origin())
        .isEqualTo(MailTextService.Origin.SYSTEM);
    assertThat(texts.reset(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).origin())
        .isEqualTo(MailTextService.Origin.DEFAULT);
    send(MailKind.INVITATION, Locale.ENGLISH, acme, values);

    assertThat(server.mails())
        .extracting(CatchingSmtpServer.Caught::subject)
        .containsExactly(
            "Of the system", "Of Ada", "Ihr Zugang zu Postmeister", "Your access to Postmeister");
    assertThat(server.mails().getFirst().text()).contains("Here: go:\r\nhttps://example.org/x");
  }

  private void save(MailOwner owner, String subject, String body) {
    texts.save(owner, MailKind.INVITATION, Locale.ENGLISH, subject, body, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello {{nobody}} {{link}}                 | placeholder_unknown
          ![x](https://e.example/a.png) {{link}}    | no_images
          [Go](https://e.example/{{name}}) {{link}} | placeholder_in_link
          https://e.example/{{link}}                | placeholder_not_alone
          https://e.example/?t={{link}}#            | placeholder_not_alone
          {{link}}@e.example                        | placeholder_not_alone
          {{name}}{{link}}                          | placeholder_not_alone
          x{{#name}}{{link}}{{/name}}               | placeholder_not_alone
          [{{link}}](https://e.example)             | placeholder_not_alone
          `{{name}}` {{link}}                       | placeholder_in_code
          Hello {{name}}             | placeholder_missing
          Hello {{name {{link}}      | placeholder_syntax
          {{#tenant}} {{link}}       | placeholder_syntax
          {{{link}}}                 | placeholder_syntax
          {{&link}}                  | placeholder_syntax
          {{>link}} {{link}}         | placeholder_syntax
          """)
  void placeholdersAreCheckedWhenSaved(String body, String code) {
    assertThatThrownBy(() -> save(MailOwner.SYSTEM, "Subject", body))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            refused ->
                assertThat(refused.violations())
                    .singleElement()
                    .returns("body", violation -> violation.field())
                    .returns(code, violation -> violation.code()));
    assertThat(texts.get(MailOwner.SYSTEM, MailKind.INVITATION, Locale.ENGLISH).origin())
        .isEqualTo(MailTextService.Origin.DEFAULT);
  }

  @Test
  void noTrickTakesTheLinkElsewhere() throws Exception {
    String secret = "4fK2-_x9-secret";
    Map<String, String> values =
        Map.of("link", "https://console.example/invitation/" + secret, "name", "Ada");
    MailText trick =
        new MailText(
            "Subject",
            """
            [Go]({{link}}) [Evil]{{#name}}(https://e.example/?t={{link}}){{/name}}
            !{{#name}}[x]{{/name}}{{#name}}(https://e.example/{{link}}){{/name}}
            """);

    assertThat(
            writer
                .write(MailKind.INVITATION, trick, values, Locale.ENGLISH, AppliedBrand.NONE)
                .html())
        .contains("href=\"https://console.example/invitation/" + secret + "\"")
        .doesNotContain("<img")
        .doesNotContainPattern("(href|src)=\"https://e[.]example");
    assertThatThrownBy(() -> save(MailOwner.SYSTEM, "Subject", trick.body()))
        .isInstanceOf(ValidationFailedException.class);
    // As it may have been stored before there was a rule against it.
    jdbc.sql(
            """
            INSERT INTO mail_text (owner, kind, language, subject, body, changed_at, revision)
            VALUES ('system', 'INVITATION', 'en', 'Subject', ?, '2026-01-01 00:00:00', 1)
            """)
        .param(trick.body())
        .update();
    send(MailKind.INVITATION, Locale.ENGLISH, MailOwner.SYSTEM, values);
    assertThat(server.only().subject()).isEqualTo("Your access to Postmeister");
    assertThat(server.only().html()).doesNotContain("//e.example");
  }

  @Test
  void aSubjectWithoutWordsIsReplacedAndALongOneIsCut() throws Exception {
    save(MailOwner.SYSTEM, "{{tenant}}", "{{link}}");
    send(
        MailKind.INVITATION,
        Locale.ENGLISH,
        MailOwner.SYSTEM,
        Map.of("link", "https://e.example/x"));
    texts.save(
        MailOwner.SYSTEM,
        MailKind.SUPPORT_REQUEST,
        Locale.ENGLISH,
        "{{name}}{{name}}{{name}}{{name}}",
        "{{message}}",
        0);
    send(
        MailKind.SUPPORT_REQUEST,
        Locale.ENGLISH,
        MailOwner.SYSTEM,
        Map.of("name", "n".repeat(200), "message", "m"));

    assertThat(server.mails().getFirst().subject()).isEqualTo("Your access to Postmeister");
    assertThat(server.mails().getLast().subject()).startsWith("nnn").hasSizeLessThan(320);
  }

  @Test
  void whoeverComesSecondIsTold() {
    save(MailOwner.SYSTEM, "First", "{{link}}");

    assertThatThrownBy(() -> save(MailOwner.SYSTEM, "Second", "{{link}}"))
        .isInstanceOf(VersionConflictException.class);
  }

  @Test
  void tenantsKeepToTheirOwnTexts() {
    TenantId other = SomeTenants.create(tenants, "other");
    SignedIn.asTenantAdmin(tenant);

    assertThat(texts.kinds(MailOwner.of(tenant)))
        .containsExactly(
            MailKind.INVITATION,
            MailKind.PASSWORD_RESET,
            MailKind.ADDRESS_CONFIRMATION,
            MailKind.SUPPORT_REQUEST);
    assertThatThrownBy(() -> texts.kinds(MailOwner.SYSTEM))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() ->
            texts.save(
                MailOwner.of(other), MailKind.INVITATION, Locale.ENGLISH, "s", "{{link}}", 0))
        .isInstanceOf(AccessDeniedException.class);
  }
}
