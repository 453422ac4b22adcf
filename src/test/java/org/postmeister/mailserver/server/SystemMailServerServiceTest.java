package org.postmeister.mailserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.graph;
import static org.postmeister.testing.TestMailServers.open;
import static org.postmeister.testing.TestMailServers.registration;
import static org.postmeister.testing.TestMailServers.withLogin;
import static org.postmeister.testing.TestMailServers.withSender;
import static org.postmeister.testing.TestMailServers.withUtf8Headers;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.Username;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.platform.DowngradeBlockedException;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeatureNotAvailableException;
import org.postmeister.platform.FeatureUsage;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.secret.Secret;
import org.postmeister.support.SupportOptions;
import org.postmeister.support.SupportOptionsService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.TestMailServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

@PostmeisterTest
class SystemMailServerServiceTest {

  private static final String PASSWORD = "s3cret of the server";

  @Autowired private SystemMailServerService service;
  @Autowired private SupportOptionsService supportOptions;
  @Autowired private PlatformService platform;
  @Autowired private MailServers servers;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
  }

  @Test
  void beginsSwitchedOff() {
    assertThat(service.get().settings().enabled()).isFalse();
    assertThat(service.isUsable()).isFalse();
  }

  @Test
  void keepsEverythingThatWasEntered() {
    MailServerSettings settings =
        withUtf8Headers(withLogin("smtp.bücher.example", 587, Encryption.STARTTLS, "user"));

    service.save(draft(settings, PASSWORD), null);

    assertThat(service.get().settings()).isEqualTo(settings);
    assertThat(service.get().secretStored()).isTrue();
    assertThat(service.isUsable()).isTrue();
    assertThat(storedSecret()).isEqualTo(PASSWORD);
  }

  @Test
  void keepsMicrosoftGraph() {
    service.save(draft(graph(), "client secret"), null);

    assertThat(service.get().settings()).isEqualTo(graph());
    assertThat(service.get().settings().host()).isNull();
  }

  @Test
  void takesIncompleteSettingsWhileSwitchedOff() {
    MailServerSettings incomplete =
        MailServerSettings.of(new Authentication.UsernamePassword(null)).withSmtpDefaults();

    service.save(draft(incomplete, null), null);

    assertThat(service.get().settings()).isEqualTo(incomplete);
  }

  static Stream<Arguments> incomplete() {
    MailServerSettings complete = withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user");
    Authentication login = complete.authentication();
    return Stream.of(
        Arguments.of("no host", settings(null, complete.senderAddress(), login), PASSWORD, "host"),
        Arguments.of(
            "no sender", settings(complete.host(), null, login), PASSWORD, "senderAddress"),
        Arguments.of(
            "no user name",
            settings(
                complete.host(),
                complete.senderAddress(),
                new Authentication.UsernamePassword(null)),
            PASSWORD,
            "authentication.username"),
        Arguments.of("no password", complete, null, "authentication.password"),
        Arguments.of("no client secret", graph(), null, "authentication.clientSecret"),
        Arguments.of(
            "no directory",
            graphWith(
                new Authentication.MicrosoftGraph(
                    new AppRegistration(
                        MicrosoftCloud.GLOBAL, null, registration().applicationId(), null))),
            "secret",
            "authentication.directoryId"),
        Arguments.of(
            "no application",
            graphWith(
                new Authentication.MicrosoftGraph(
                    new AppRegistration(
                        MicrosoftCloud.GLOBAL, registration().directoryId(), null, null))),
            "secret",
            "authentication.applicationId"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("incomplete")
  void refusesToSwitchOnWhatIsIncomplete(
      String what, MailServerSettings settings, @Nullable String secret, String field) {
    assertThatThrownBy(() -> service.save(draft(settings, secret), null))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field, FieldViolation::code)
                    .containsExactly(tuple(field, "required")));
    assertThat(service.get().revision()).isEqualTo(1);
  }

  @Test
  void refusesHostPortAndEncryptionWithMicrosoftGraph() {
    MailServerSettings graph = graph();
    MailServerSettings mixed =
        graph
            .with(MailServerField.HOST, HostName.of("smtp.example.com"))
            .with(MailServerField.PORT, new Port(25))
            .with(MailServerField.ENCRYPTION, Encryption.NONE);

    assertThatThrownBy(() -> service.save(draft(mixed, "secret"), null))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field)
                    .containsExactly("host", "port", "encryption"));
  }

  @Test
  void refusesANonAsciiLocalPartWithoutUtf8Headers() {
    MailServerSettings settings =
        withSender(open("smtp.example.com", 25), EmailAddress.of("grüße@example.com"), false);

    assertThatThrownBy(() -> service.save(draft(settings, null), null))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::code)
                    .containsExactly("needs_utf8_headers"));
  }

  static Stream<Arguments> otherDestinations() {
    return Stream.of(
        Arguments.of("host", withLogin("other.example.com", 587, Encryption.STARTTLS, "user")),
        Arguments.of("port", withLogin("smtp.example.com", 25, Encryption.STARTTLS, "user")),
        Arguments.of("encryption", withLogin("smtp.example.com", 587, Encryption.NONE, "user")),
        Arguments.of(
            "user name", withLogin("smtp.example.com", 587, Encryption.STARTTLS, "other")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherDestinations")
  void wantsTheSecretAgainForAnotherDestination(String what, MailServerSettings changed) {
    service.save(
        draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), PASSWORD), null);

    assertThatThrownBy(() -> service.save(draft(changed, null), null))
        .isInstanceOf(SecretRequiredException.class);
    assertThat(service.get().settings().destination()).isNotEqualTo(changed.destination());

    service.save(draft(changed, "new secret"), null);
    assertThat(storedSecret()).isEqualTo("new secret");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherRegistrations")
  void wantsTheSecretAgainForAnotherDirectoryApplicationOrCloud(
      String what, AppRegistration other) {
    service.save(draft(graph(), "client secret"), null);
    MailServerSettings changed = graphWith(new Authentication.MicrosoftGraph(other));

    assertThatThrownBy(() -> service.save(draft(changed, null), null))
        .isInstanceOfSatisfying(
            SecretRequiredException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field)
                    .containsExactly("authentication.clientSecret"));
    service.save(draft(changed, "new secret"), null);
    assertThat(storedSecret()).isEqualTo("new secret");
  }

  static Stream<Arguments> otherRegistrations() {
    AppRegistration stored = registration();
    return Stream.of(
        Arguments.of(
            "directory",
            new AppRegistration(
                stored.cloud(), DirectoryId.of("contoso.example"), stored.applicationId(), null)),
        Arguments.of(
            "application",
            new AppRegistration(
                stored.cloud(),
                stored.directoryId(),
                ApplicationId.of("00000000-7777-8888-9999-000000000000"),
                null)),
        Arguments.of(
            "cloud",
            new AppRegistration(
                MicrosoftCloud.CHINA, stored.directoryId(), stored.applicationId(), null)));
  }

  @Test
  void keepsTheClientSecretWhenOnlyItsExpiryIsEntered() {
    service.save(draft(graph(), "client secret"), null);
    LocalDate lastDay = LocalDate.of(2027, 2, 28);

    service.save(draft(TestMailServers.graphUntil(lastDay), null), null);

    assertThat(storedSecret()).isEqualTo("client secret");
    assertThat(service.get().settings().authentication().registration().secretExpiresOn())
        .isEqualTo(lastDay);
  }

  @Test
  void wantsTheSecretAgainWhenTheTokenGoesToAnotherServer() {
    service.save(draft(oauth2("smtp.office365.com", Encryption.STARTTLS), "client secret"), null);

    assertThatThrownBy(
            () -> service.save(draft(oauth2("smtp.example.com", Encryption.STARTTLS), null), null))
        .isInstanceOf(SecretRequiredException.class);
    assertThatThrownBy(() -> service.save(draft(graph(), null), null))
        .isInstanceOf(ValidationFailedException.class);
  }

  @Test
  void sendsAccessTokensOnlyEncrypted() {
    assertThatThrownBy(() ->
            service.save(draft(oauth2("smtp.office365.com", Encryption.NONE), "secret"), null))
        .isInstanceOfSatisfying(
            ValidationFailedException.class,
            e ->
                assertThat(e.violations())
                    .extracting(FieldViolation::field)
                    .containsExactly("encryption"));
  }

  private static MailServerSettings oauth2(String host, Encryption encryption) {
    return TestMailServers.smtp(
        host,
        587,
        encryption,
        new Authentication.SmtpOauth2(Username.of("noreply@example.com"), registration()));
  }

  @Test
  void keepsTheSecretWhileTheDestinationIsTheSame() {
    MailServerSettings settings = withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user");
    service.save(draft(settings, PASSWORD), null);

    service.save(
        draft(withSender(settings, EmailAddress.of("other@example.com"), false), null), null);

    assertThat(storedSecret()).isEqualTo(PASSWORD);
  }

  @Test
  void theSameHostInOtherSpellingIsTheSameDestination() {
    service.save(
        draft(withLogin("SMTP.Example.com", 587, Encryption.STARTTLS, "user"), PASSWORD), null);

    service.save(
        draft(withLogin("smtp.example.com.", 587, Encryption.STARTTLS, "user"), null), null);

    assertThat(storedSecret()).isEqualTo(PASSWORD);
  }

  @Test
  void forgetsTheSecretWithTheModeItBelongedTo() {
    service.save(
        draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), PASSWORD), null);
    service.save(draft(open("smtp.example.com", 25), null), null);

    assertThat(service.get().secretStored()).isFalse();
    assertThatThrownBy(() ->
            service.save(
                draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), null), null))
        .isInstanceOf(ValidationFailedException.class);
  }

  static Stream<Arguments> gates() {
    return Stream.of(
        Arguments.of("7.2.99", graph(), Feature.MICROSOFT_GRAPH),
        Arguments.of("7.0.0", withUtf8Headers(open("smtp.example.com", 25)), Feature.UTF8_HEADERS));
  }

  @ParameterizedTest
  @MethodSource("gates")
  void refusesWhatTheVersionDoesNotHave(
      String version, MailServerSettings settings, Feature feature) {
    platform(version);

    assertThatThrownBy(() -> service.save(draft(settings, "secret"), null))
        .isInstanceOfSatisfying(
            FeatureNotAvailableException.class, e -> assertThat(e.feature()).isEqualTo(feature));
    assertThat(service.get().revision()).isEqualTo(1);
  }

  @Test
  void loginRequiredIsTheSameAsAPasswordOnOldVersions() {
    platform("7.2.0");
    service.save(
        draft(withLogin("smtp.example.com", 587, Encryption.STARTTLS, "user"), PASSWORD), null);

    platform("7.4.0");

    assertThat(service.get().settings().authentication().mode())
        .isEqualTo(AuthenticationMode.USERNAME_PASSWORD);
    assertThat(storedSecret()).isEqualTo(PASSWORD);
  }

  @Test
  void blocksADowngradeAndNamesEverythingInTheWay() {
    service.save(draft(withUtf8Headers(graph()), "secret"), null);

    assertThatThrownBy(() -> platform("7.0.0"))
        .isInstanceOfSatisfying(
            DowngradeBlockedException.class,
            e ->
                assertThat(e.blockers())
                    .containsExactlyInAnyOrder(
                        new FeatureUsage.Blocker("system", Feature.UTF8_HEADERS),
                        new FeatureUsage.Blocker("system", Feature.MICROSOFT_GRAPH)));
    assertThat(platform.get().settings().version()).hasToString("7.4.0");
  }

  @Test
  void reportsAConcurrentChangeAndKeepsWhatWasSavedFirst() {
    long seen = service.get().revision();
    service.save(draft(open("first.example.com", 25), null), seen);

    assertThatThrownBy(() -> service.save(draft(open("second.example.com", 25), null), seen))
        .isInstanceOf(VersionConflictException.class);
    assertThat(service.get().settings().host()).hasToString("first.example.com");
  }

  @Test
  void savesMailServerAndSupportOptionsTogetherOrNotAtAll() {
    SupportOptions options = new SupportOptions(EmailAddress.of("help@example.com"), true, true);

    assertThatThrownBy(
            () -> service.save(draft(open("smtp.example.com", 25), null), 1, options, 99))
        .isInstanceOf(VersionConflictException.class);
    assertThat(service.get().settings().host()).isNull();

    service.save(draft(open("smtp.example.com", 25), null), 1, options, 1);
    assertThat(service.get().settings().host()).hasToString("smtp.example.com");
    assertThat(supportOptions.get().options()).isEqualTo(options);
  }

  @Test
  void onlySystemAdministratorsGetIn() {
    List<Runnable> operations =
        List.of(
            () -> service.get(),
            () -> service.isUsable(),
            () -> service.save(draft(open("smtp.example.com", 25), null), null),
            () -> supportOptions.get(),
            () -> supportOptions.save(new SupportOptions(null, false, false), null),
            () -> platform.get(),
            () ->
                platform.save(
                    new PlatformSettings(PlatformVersion.of("7.4.0"), License.UNLIMITED), null));

    SignedIn.asNobodySpecial();
    assertThat(operations)
        .allSatisfy(operation ->
            assertThatThrownBy(operation::run).isInstanceOf(AccessDeniedException.class));
    SecurityContextHolder.clearContext();
    assertThat(operations)
        .allSatisfy(operation ->
            assertThatThrownBy(operation::run)
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class));
  }

  private String storedSecret() {
    return servers
        .secretOf(MailOwner.SYSTEM, service.get().settings().authentication())
        .map(Secret::reveal)
        .orElseThrow();
  }

  private void platform(String version) {
    platform.save(new PlatformSettings(PlatformVersion.of(version), License.UNLIMITED), null);
  }

  private static MailServerSettings settings(
      @Nullable HostName host, @Nullable EmailAddress sender, Authentication authentication) {
    return MailServerSettings.of(authentication)
        .with(MailServerField.ENABLED, true)
        .with(MailServerField.HOST, host)
        .with(MailServerField.PORT, new Port(587))
        .with(MailServerField.ENCRYPTION, Encryption.STARTTLS)
        .with(MailServerField.SENDER_ADDRESS, sender);
  }

  private static MailServerSettings graphWith(Authentication.MicrosoftGraph authentication) {
    return graph().with(authentication);
  }
}
