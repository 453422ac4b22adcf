package org.postmeister.mailserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.Seconds;
import org.postmeister.common.Username;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.GreetingName;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.TrustedCertificates;
import org.postmeister.mailserver.egress.EgressPolicy;
import org.postmeister.mailserver.egress.EgressPolicyOfTests;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeatureNotAvailableException;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.CurrentUser;
import org.postmeister.testing.TestMailServers;

/** The rules for the settings of a mail server, as tables. */
class MailServerPolicyTest {

  private static final PlatformVersion NEWEST = PlatformVersion.of("7.4.0");
  private static final EmailAddress SENDER = EmailAddress.of("noreply@example.com");
  private static final EmailAddress ODD = EmailAddress.stored("no address");
  private static final EmailAddress UMLAUT = EmailAddress.of("jürgen@example.com");
  private static final Authentication NONE = new Authentication.None();
  private static final AppRegistration REGISTRATION = TestMailServers.registration();
  private static final AppRegistration NOT_REGISTERED =
      new AppRegistration(MicrosoftCloud.GLOBAL, null, null, null);
  private static final TrustedCertificates UNREADABLE = TrustedCertificates.stored("x");

  private static MailServerSettings smtp(Encryption encryption, Authentication authentication) {
    return TestMailServers.smtp("mail.example.com", 587, encryption, authentication);
  }

  private static MailServerSettings smtp() {
    return smtp(Encryption.STARTTLS, NONE);
  }

  private static MailServerSettings with(
      MailServerSettings settings,
      @Nullable GreetingName greeting,
      @Nullable EmailAddress replyTo,
      @Nullable EmailAddress envelopeSender,
      @Nullable TrustedCertificates trusted) {
    return settings
        .with(MailServerField.GREETING_NAME, greeting)
        .with(MailServerField.REPLY_TO, replyTo)
        .with(MailServerField.ENVELOPE_SENDER, envelopeSender)
        .with(MailServerField.TRUSTED_CERTIFICATES, trusted);
  }

  private static MailServerSettings of(
      @Nullable HostName host,
      @Nullable Port port,
      @Nullable Encryption encryption,
      Authentication authentication) {
    return MailServerSettings.of(authentication)
        .with(MailServerField.ENABLED, true)
        .with(MailServerField.HOST, host)
        .with(MailServerField.PORT, port)
        .with(MailServerField.ENCRYPTION, encryption)
        .with(MailServerField.SENDER_ADDRESS, SENDER);
  }

  private static MailServer stored(MailServerSettings settings, boolean secret) {
    return new MailServer(settings, secret, CurrentUser.Channel.CONSOLE, null, 1);
  }

  private static void check(
      MailServerSettings settings, @Nullable String secret, MailServer stored, String version) {
    MailServerPolicy.check(
        TestMailServers.draft(settings, secret), stored, PlatformVersion.of(version));
  }

  /** What is wrong with it, for who has no secret stored. */
  private static String violations(MailServerSettings settings, @Nullable String secret) {
    try {
      check(settings, secret, MailServer.NONE, "7.4.0");
      return "";
    } catch (ValidationFailedException e) {
      return e.violations().stream()
          .map(violation -> violation.field() + " " + violation.code())
          .collect(Collectors.joining(", "));
    }
  }

  static Stream<Arguments> settings() {
    HostName host = HostName.of("mail.example.com");
    Port port = new Port(587);
    Authentication login = new Authentication.UsernamePassword(Username.of("user"));
    Authentication noLogin = new Authentication.UsernamePassword(null);
    Authentication oauth = new Authentication.SmtpOauth2(Username.of("user"), REGISTRATION);
    Authentication google = new Authentication.GoogleServiceAccount(SENDER);
    Authentication graph = new Authentication.MicrosoftGraph(REGISTRATION);
    return Stream.of(
        Arguments.of("open", smtp(), null, ""),
        Arguments.of("plain", smtp(Encryption.NONE, NONE), null, ""),
        Arguments.of("login", smtp(Encryption.NONE, login), "p", ""),
        Arguments.of("graph", TestMailServers.graph(), "p", ""),
        Arguments.of("oauth", smtp(Encryption.TLS, oauth), "p", ""),
        Arguments.of("google", smtp(Encryption.TLS, google), "p", ""),
        Arguments.of("no host", of(null, port, Encryption.TLS, NONE), null, "host required"),
        Arguments.of(
            "odd host",
            of(HostName.stored("a.."), port, Encryption.TLS, NONE),
            null,
            "host no_longer_valid"),
        Arguments.of(
            "nothing",
            of(null, null, null, NONE),
            null,
            "port required, encryption required, host required"),
        Arguments.of(
            "no login",
            smtp(Encryption.TLS, noLogin),
            null,
            "authentication.username required, authentication.password required"),
        Arguments.of(
            "graph with a server",
            of(host, port, Encryption.TLS, graph),
            "p",
            "host not_with_microsoft_graph, port not_with_microsoft_graph, encryption"
                + " not_with_microsoft_graph"),
        Arguments.of(
            "graph with options",
            with(
                    TestMailServers.graph(),
                    GreetingName.of("mail.example.org"),
                    SENDER,
                    SENDER,
                    UNREADABLE)
                .with(MailServerField.CONNECT_SECONDS, new Seconds(5))
                .with(MailServerField.ANSWER_SECONDS, new Seconds(6))
                .with(MailServerField.MESSAGE_SECONDS, new Seconds(7)),
            "p",
            "envelopeSender not_with_microsoft_graph, greetingName not_with_microsoft_graph,"
                + " trustedCertificates not_with_microsoft_graph, timeouts.connectSeconds"
                + " not_with_microsoft_graph, timeouts.answerSeconds not_with_microsoft_graph,"
                + " timeouts.messageSeconds not_with_microsoft_graph, trustedCertificates"
                + " no_longer_valid"),
        Arguments.of(
            "graph without an application",
            TestMailServers.graph().with(new Authentication.MicrosoftGraph(NOT_REGISTERED)),
            null,
            "authentication.directoryId required, authentication.applicationId required,"
                + " authentication.clientSecret required"),
        Arguments.of(
            "graph with a certificate that cannot be read",
            graph(new ClientCertificate("x"), REGISTRATION.directoryId()),
            "p",
            "authentication.certificate no_longer_valid"),
        Arguments.of(
            "an access token for everybody to read",
            smtp(Encryption.NONE, oauth),
            "p",
            "encryption required_for_access_token"),
        Arguments.of(
            "Google's too",
            smtp(Encryption.NONE, google),
            "p",
            "encryption required_for_access_token"),
        Arguments.of(
            "google without a user",
            smtp(Encryption.TLS, new Authentication.GoogleServiceAccount(null)),
            null,
            "authentication.user required, authentication.key required"),
        Arguments.of(
            "oauth without a user",
            smtp(Encryption.TLS, new Authentication.SmtpOauth2(null, REGISTRATION)),
            "p",
            "authentication.username required"),
        Arguments.of(
            "trust without encryption",
            smtp(Encryption.NONE, NONE).with(MailServerField.TRUSTED_CERTIFICATES, UNREADABLE),
            null,
            "trustedCertificates only_with_encryption, trustedCertificates no_longer_valid"),
        Arguments.of(
            "no sender",
            TestMailServers.withSender(smtp(), null, false),
            null,
            "senderAddress required"),
        Arguments.of(
            "odd sender",
            TestMailServers.withSender(smtp(), ODD, true),
            null,
            "senderAddress no_longer_valid"),
        Arguments.of(
            "sender of umlauts",
            TestMailServers.withSender(smtp(), UMLAUT, false),
            null,
            "senderAddress needs_utf8_headers"),
        Arguments.of(
            "sender of umlauts where they go",
            TestMailServers.withSender(smtp(), UMLAUT, true),
            null,
            ""),
        Arguments.of(
            "options of umlauts",
            with(smtp(), null, UMLAUT, UMLAUT, null),
            null,
            "replyTo needs_utf8_headers, envelopeSender needs_utf8_headers"),
        Arguments.of(
            "odd options",
            with(smtp(), GreetingName.stored("a b"), ODD, ODD, UNREADABLE),
            null,
            "replyTo no_longer_valid, envelopeSender no_longer_valid, greetingName"
                + " no_longer_valid, trustedCertificates no_longer_valid"),
        Arguments.of(
            "odd name",
            of(host, port, Encryption.TLS, NONE)
                .with(MailServerField.SENDER_NAME, DisplayName.stored("<>")),
            null,
            "senderName no_longer_valid"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("settings")
  void saysEverythingThatIsWrong(
      String what, MailServerSettings settings, @Nullable String secret, String violations) {
    assertThat(violations(settings, secret)).isEqualTo(violations);
    assertThat(MailServerPolicy.isUsable(stored(TestMailServers.off(settings), secret != null)))
        .isFalse();
  }

  @Test
  void whatIsSwitchedOffNeedNotBeComplete() {
    assertThatCode(() ->
            check(
                TestMailServers.off(of(null, new Port(25), Encryption.NONE, NONE)),
                null,
                MailServer.NONE,
                "7.4.0"))
        .doesNotThrowAnyException();
  }

  @Test
  void mailLeavesThroughWhatIsCompleteAndOn() {
    MailServerSettings login =
        smtp(Encryption.TLS, new Authentication.UsernamePassword(Username.of("user")));

    assertThat(MailServerPolicy.isUsable(stored(smtp(), false))).isTrue();
    assertThat(MailServerPolicy.isUsable(stored(login, true))).isTrue();
    assertThat(MailServerPolicy.isUsable(stored(login, false))).isFalse();
    assertThat(MailServerPolicy.isUsable(stored(TestMailServers.off(smtp()), false))).isFalse();
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "utf8, 7.0.0, utf8Headers, UTF8_HEADERS",
        "utf8, 7.1.0, -, -",
        "graph, 7.2.0, authentication.mode, MICROSOFT_GRAPH",
        "graph, 7.3.0, -, -",
        "oauth, 7.3.0, authentication.mode, SMTP_OAUTH2",
        "oauth, 7.4.0, -, -",
        "google, 7.3.0, authentication.mode, GOOGLE_SERVICE_ACCOUNT",
        "open, 7.0.0, -, -"
      })
  void aVersionHasWhatItHas(
      String what, String version, @Nullable String field, @Nullable Feature feature) {
    MailServerSettings settings =
        switch (what) {
          case "utf8" -> TestMailServers.withUtf8Headers(smtp());
          case "graph" -> TestMailServers.graph();
          case "oauth" ->
              smtp(
                  Encryption.TLS, new Authentication.SmtpOauth2(Username.of("user"), REGISTRATION));
          case "google" -> smtp(Encryption.TLS, new Authentication.GoogleServiceAccount(SENDER));
          default -> smtp();
        };

    assertThat(MailServerPolicy.strandedBy(PlatformVersion.of(version), settings))
        .isEqualTo(feature == null ? List.of() : List.of(feature));
    if (feature == null) {
      assertThatCode(() -> check(settings, "p", MailServer.NONE, version))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> check(settings, "p", MailServer.NONE, version))
          .isInstanceOfSatisfying(
              FeatureNotAvailableException.class,
              e -> {
                assertThat(e.feature()).isEqualTo(feature);
                assertThat(e.violations().getFirst().field()).isEqualTo(field);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"7.2.0, password", "7.3.0, authentication.password"})
  void fieldsAreNamedAsTheVersionHasThem(String version, String field) {
    MailServerSettings login =
        smtp(Encryption.TLS, new Authentication.UsernamePassword(Username.of("user")));

    assertThatThrownBy(() -> check(login, null, MailServer.NONE, version))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .singleElement()
                    .returns(field, violation -> violation.field()));
  }

  @ParameterizedTest(name = "{0}: asked for again {1}")
  @CsvSource({
    "the same, false",
    "another sender, false",
    "another host, true",
    "another port, true",
    "less encryption, true",
    "another user, true",
    "other authorities, true",
    "no login, false"
  })
  void aStoredSecretIsGoodForItsDestinationAlone(String change, boolean again) {
    Authentication login = new Authentication.UsernamePassword(Username.of("user"));
    MailServerSettings before = smtp(Encryption.TLS, login);
    MailServerSettings after =
        switch (change) {
          case "another sender" ->
              TestMailServers.withSender(before, EmailAddress.of("a@example.net"), false);
          case "another host" ->
              TestMailServers.smtp("evil.example.com", 587, Encryption.TLS, login);
          case "another port" ->
              TestMailServers.smtp("mail.example.com", 25, Encryption.TLS, login);
          case "less encryption" -> smtp(Encryption.NONE, login);
          case "another user" ->
              smtp(Encryption.TLS, new Authentication.UsernamePassword(Username.of("other")));
          case "other authorities" -> before.with(MailServerField.TRUSTED_CERTIFICATES, UNREADABLE);
          case "no login" -> smtp(Encryption.NONE, NONE);
          default -> before;
        };

    if (again) {
      assertThatThrownBy(() -> check(after, null, stored(before, true), "7.4.0"))
          .isInstanceOfSatisfying(
              SecretRequiredException.class,
              e ->
                  assertThat(e.violations().getFirst().field())
                      .isEqualTo("authentication.password"));
      assertThatCode(() ->
              check(
                  after.with(MailServerField.TRUSTED_CERTIFICATES, null),
                  "new",
                  stored(before, true),
                  "7.4.0"))
          .doesNotThrowAnyException();
      // Without one stored, nothing could go anywhere.
      assertThatThrownBy(() -> check(after, null, stored(before, false), "7.4.0"))
          .isInstanceOf(ValidationFailedException.class)
          .isNotInstanceOf(SecretRequiredException.class);
    } else {
      assertThatCode(() -> check(after, null, stored(before, true), "7.4.0"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aPrivateKeyBelongsToItsCertificateWhereverItIs() {
    ClientCertificate one = new ClientCertificate("one");
    ClientCertificate other = new ClientCertificate("other");
    MailServer before = stored(TestMailServers.off(graph(one, REGISTRATION.directoryId())), true);

    assertThatCode(() ->
            check(
                TestMailServers.off(graph(one, DirectoryId.of("other.example.com"))),
                null,
                before,
                "7.4.0"))
        .as("nothing is sent of it")
        .doesNotThrowAnyException();
    for (ClientCertificate changed : Arrays.asList(other, null)) {
      assertThatThrownBy(() ->
              check(
                  TestMailServers.off(graph(changed, REGISTRATION.directoryId())),
                  null,
                  before,
                  "7.4.0"))
          .isInstanceOf(SecretRequiredException.class);
    }
    assertThatThrownBy(() ->
            check(
                TestMailServers.off(graph(null, DirectoryId.of("other.example.com"))),
                null,
                stored(TestMailServers.off(graph(null, REGISTRATION.directoryId())), true),
                "7.4.0"))
        .as("a client secret goes to the directory")
        .isInstanceOf(SecretRequiredException.class);
  }

  private static MailServerSettings graph(
      @Nullable ClientCertificate certificate, @Nullable DirectoryId directory) {
    return TestMailServers.graph()
        .with(
            new Authentication.MicrosoftGraph(
                new AppRegistration(
                    MicrosoftCloud.GLOBAL,
                    directory,
                    REGISTRATION.applicationId(),
                    null,
                    certificate)));
  }

  @Test
  void tenantsServersAreOutsideAsWell() {
    EgressPolicy egress = EgressPolicyOfTests.onPort("587");

    assertThatThrownBy(() ->
            MailServerPolicy.check(
                TestMailServers.draft(TestMailServers.open("127.0.0.1", 25), null),
                MailServer.NONE,
                NEWEST,
                egress))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(violation -> violation.code())
                    .containsExactly("host_not_allowed", "port_not_allowed"));
    assertThatCode(() ->
            MailServerPolicy.check(
                TestMailServers.draft(smtp(), null), MailServer.NONE, NEWEST, egress))
        .doesNotThrowAnyException();
  }
}
