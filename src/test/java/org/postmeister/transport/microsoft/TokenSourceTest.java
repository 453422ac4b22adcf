package org.postmeister.transport.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.TenantId;
import org.postmeister.common.error.StartupException;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.ClientCertificate;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.secret.Secret;
import org.postmeister.testing.FakeEntra;
import org.postmeister.testing.FakeHttpsService.Answer;
import org.postmeister.testing.FakeHttpsService.Asked;
import org.postmeister.testing.TestAuthority;
import org.postmeister.testing.TestClock;
import org.postmeister.testing.TestMailServers;

/** MSAL itself, against a service that is as strict as Microsoft Entra. */
class TokenSourceTest {

  private static final String SECRET = "s3cret~value+/=";
  private static final AppRegistration REGISTRATION = TestMailServers.registration();
  private static final String DIRECTORY = String.valueOf(REGISTRATION.directoryId());
  private static final String APPLICATION = String.valueOf(REGISTRATION.applicationId());

  private final TestClock.Turnable clock = new TestClock.Turnable();
  private final FakeEntra entra =
      new FakeEntra().register(DIRECTORY, APPLICATION, SECRET, "Mail.Send");
  private MicrosoftClients clients = new MicrosoftClients(entra.url(), null, clock);

  @AfterEach
  void stop() {
    clients.close();
    entra.close();
  }

  @Test
  void fetchesATokenWithThePermissionsInIt() throws Exception {
    AccessToken token = source().current();

    assertThat(entra.find(token.value())).isNotNull();
    assertThat(token.roles())
        .hasValueSatisfying(roles -> assertThat(roles).containsExactly("Mail.Send"));
    assertThat(token.toString()).doesNotContain(token.value());
    assertThat(entra.asked())
        .extracting(Asked::path)
        .containsExactly("/" + DIRECTORY + "/oauth2/v2.0/token");
  }

  @Test
  void identifiesTheApplicationWithItsCertificate() throws Exception {
    ClientCertificateFactory certificates = new ClientCertificateFactory(Clock.systemUTC());
    ClientCertificate.WithKey made = certificates.generate();
    AppRegistration registration = with(made.certificate());
    entra.register(DIRECTORY, APPLICATION, made.certificate().x509(), "Mail.Send");

    AccessToken token = source(registration, made.key()).current();

    assertThat(entra.find(token.value())).isNotNull();
    assertThat(entra.asked().getFirst().text())
        .contains("client_assertion=")
        .doesNotContain("client_secret", "PRIVATE");
    ClientCertificate.WithKey another = certificates.generate();
    assertThat(failure(source(with(another.certificate()), another.key())).code())
        .isEqualTo("entra_unknown_certificate");
  }

  private static AppRegistration with(ClientCertificate certificate) {
    return new AppRegistration(
        REGISTRATION.cloud(),
        REGISTRATION.directoryId(),
        REGISTRATION.applicationId(),
        null,
        certificate);
  }

  @Test
  void keepsTheTokenUntilItsLastMinutes() throws Exception {
    TokenSource source = source();
    AccessToken first = source.current();
    clock.forward(Duration.ofMinutes(54));

    assertThat(source.current()).isSameAs(first);
    assertThat(entra.asked()).hasSize(1);
  }

  @Test
  void eightColdThreadsMakeOneRequest() throws Exception {
    TokenSource source = source();
    CyclicBarrier together = new CyclicBarrier(8);
    List<Future<AccessToken>> tokens = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        tokens.add(
            threads.submit(() -> {
              together.await();
              return source.current();
            }));
      }
    }

    assertThat(entra.asked()).hasSize(1);
    for (Future<AccessToken> token : tokens) {
      assertThat(token.get()).isEqualTo(tokens.getFirst().get());
    }
  }

  @Test
  void renewsTheTokenBesideTheSendingInItsLastFiveMinutes() throws Exception {
    TokenSource source = source();
    AccessToken first = source.current();
    entra.lifetime(Duration.ofHours(24));
    clock.forward(Duration.ofMinutes(56));

    assertThat(source.current()).isSameAs(first);

    Awaitility.await().untilAsserted(() -> assertThat(source.current()).isNotEqualTo(first));
    assertThat(entra.asked()).hasSize(2);
  }

  @Test
  void goesOnWithTheOldTokenWhileItCannotBeRenewed() throws Exception {
    TokenSource source = source();
    AccessToken first = source.current();
    entra.answer("/token", Answer.json(503, "{\"error\":\"temporarily_unavailable\"}"));
    clock.forward(Duration.ofMinutes(56));

    assertThat(source.current()).isSameAs(first);
    Awaitility.await().until(() -> entra.asked().size() == 2);
    assertThat(source.current()).isSameAs(first);
    assertThat(entra.asked()).describedAs("not asked again at once").hasSize(2);
    clock.forward(Duration.ofSeconds(31));
    assertThat(source.current()).isSameAs(first);
    Awaitility.await().until(() -> entra.asked().size() == 3);

    clock.forward(Duration.ofMinutes(4));
    assertThat(failure(source).code()).isEqualTo("microsoft_unavailable");
  }

  @Test
  void fetchesAFreshTokenPastTheKeptOne() throws Exception {
    TokenSource source = source();
    AccessToken first = source.current();

    AccessToken fresh = source.fresh();

    assertThat(fresh).isNotEqualTo(first);
    assertThat(source.current()).isSameAs(fresh);
  }

  @ParameterizedTest(name = "AADSTS{2} {3}")
  @MethodSource("refusals")
  void saysWhatARefusalMeans(int status, String error, int aadsts, String code) {
    entra.answer("/token", FakeEntra.refusal(status, error, aadsts, "Something is wrong."));

    MicrosoftFailure failure = failure(source());

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.arguments()).startsWith(DIRECTORY, APPLICATION);
    assertThat(failure.reply())
        .startsWith("HTTP " + status + " " + error)
        .contains("AADSTS" + aadsts, "Trace ID: 3f0e6d1c");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(401, "invalid_client", 7000215, "entra_wrong_secret"),
        Arguments.of(401, "invalid_client", 7000222, "entra_secret_expired"),
        Arguments.of(400, "unauthorized_client", 700016, "entra_unknown_application"),
        Arguments.of(400, "invalid_request", 90002, "entra_unknown_directory"),
        Arguments.of(400, "invalid_request", 900023, "entra_unknown_directory"),
        Arguments.of(401, "unauthorized_client", 7000112, "entra_application_disabled"),
        Arguments.of(401, "invalid_client", 7000229, "entra_application_not_in_directory"),
        Arguments.of(400, "invalid_resource", 500011, "entra_no_such_service"),
        Arguments.of(400, "access_denied", 53003, "entra_blocked_by_policy"));
  }

  @Test
  void refusesAsTheServiceItselfDoes() {
    assertThat(failure(source(REGISTRATION, "wrong")).code()).isEqualTo("entra_wrong_secret");
    entra.register(DIRECTORY, "another", SECRET);
    AppRegistration elsewhere = TestMailServers.registrationIn("contoso.example");
    assertThat(failure(source(elsewhere, SECRET)).code()).isEqualTo("entra_unknown_directory");
    entra.register("contoso.example", "another", SECRET);
    assertThat(failure(source(elsewhere, SECRET)).code()).isEqualTo("entra_unknown_application");
  }

  @Test
  void showsCodeTextAndRequestIdOfWhatItDoesNotKnow() {
    entra.answer("/token", FakeEntra.refusal(400, "invalid_request", 424242, "A riddle."));

    MicrosoftFailure failure = failure(source());

    assertThat(failure.code()).isEqualTo("entra_unknown");
    assertThat(failure.arguments().get(0)).isEqualTo("AADSTS424242");
    assertThat(failure.arguments().get(1)).asString().contains("A riddle.");
    assertThat(failure.arguments().get(2)).isEqualTo("3f0e6d1c-0000-4000-8000-0123456789ab");
  }

  @Test
  void leavesTheServiceAloneForAsLongAsItWants() throws Exception {
    entra.answer(
        "/token",
        Answer.json(429, "{\"error\":\"temporarily_unavailable\"}").with("Retry-After", "120"));
    TokenSource source = source();

    MicrosoftFailure failure = failure(source);
    assertThat(failure.code()).isEqualTo("entra_throttled");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(failure(source).code()).isEqualTo("entra_throttled");
    assertThat(entra.asked()).hasSize(1);

    entra.reset();
    clock.forward(Duration.ofSeconds(121));
    assertThat(source.current()).isNotNull();
  }

  @Test
  void knowsThePageOfAProxy() {
    entra.answer("/token", Answer.html(403, "Please log in"));

    MicrosoftFailure failure = failure(source());

    assertThat(failure.code()).isEqualTo("microsoft_not_json");
    assertThat(failure.arguments().get(1)).isEqualTo("403");
    assertThat(failure.reply()).contains("text/html", "Please log in");
  }

  @Test
  void knowsAPageInPlaceOfAToken() {
    entra.answer("/token", Answer.html(200, "Welcome"));

    assertThat(failure(source()).code()).isEqualTo("microsoft_not_json");
  }

  @Test
  void followsNoRedirect() {
    entra.answer(
        "/token", Answer.empty(307).with("Location", entra.url() + "/elsewhere/oauth2/v2.0/token"));

    assertThat(failure(source()).code()).isEqualTo("microsoft_not_json");
    assertThat(entra.asked()).hasSize(1);
  }

  @Test
  void freesItsThreadWhenTheServiceStalls() {
    entra.stall("/token");

    MicrosoftFailure failure =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> failure(source()));

    assertThat(failure.code()).isEqualTo("microsoft_timed_out");
    assertThat(entra.asked()).hasSize(1);
  }

  @Test
  void freesItsThreadWhenItIsInterrupted() throws Exception {
    entra.stall("/token");
    TokenSource source = source();
    List<Throwable> thrown = new ArrayList<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                source.current();
              } catch (MicrosoftException | InterruptedException e) {
                thrown.add(e);
              }
            });
    Awaitility.await().until(() -> entra.asked().size() == 1);

    waiting.interrupt();

    assertThat(waiting.join(Duration.ofSeconds(60))).isTrue();
    assertThat(thrown).hasExactlyElementsOfTypes(InterruptedException.class);
  }

  @Test
  void knowsAConnectionThatIsCut() {
    entra.cut("/token");

    assertThat(failure(source()).code()).isEqualTo("microsoft_connection_lost");
    assertThat(entra.asked()).describedAs("nothing is sent twice").hasSize(1);
  }

  @Test
  void knowsAServiceThatCannotBeReached() {
    entra.close();
    assertThat(failure(source()).code()).isEqualTo("microsoft_unreachable");
  }

  @Test
  void knowsAHostThatDoesNotExist() {
    clients.close();
    clients = new MicrosoftClients("https://login.invalid", null, clock);

    MicrosoftFailure failure = failure(source());

    assertThat(failure.code()).isEqualTo("microsoft_unknown_host");
    assertThat(failure.arguments().getFirst())
        .isEqualTo("login.microsoftonline.com (POSTMEISTER_MICROSOFT_LOGIN_ENDPOINT)");
  }

  @Test
  void neverTrustsACertificateOnlyBecauseAnEndpointIsConfigured() {
    for (var tls :
        List.of(
            TestAuthority.selfSigned(), TestAuthority.expired(), TestAuthority.forOtherHost())) {
      try (FakeEntra other = new FakeEntra(tls);
          MicrosoftClients toOther = new MicrosoftClients(other.url(), null, clock)) {
        TokenSource source =
            toOther.tokens().of(null, REGISTRATION, Secret.of(SECRET), Resource.GRAPH);

        assertThat(failure(source).code()).isEqualTo("microsoft_not_trusted");
        assertThat(other.asked()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "localhost",
        "ftp://localhost",
        "https://",
        "https://a.example?b=c"
      })
  void refusesEndpointsWithoutTls(String endpoint) {
    assertThatThrownBy(() -> new MicrosoftClients(endpoint, null, clock).close())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("POSTMEISTER_MICROSOFT_LOGIN_ENDPOINT");
    assertThatThrownBy(() -> new MicrosoftClients(null, endpoint, clock).close())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("POSTMEISTER_MICROSOFT_GRAPH_ENDPOINT");
  }

  @Test
  void takesAnEndpointBelowAPath() {
    clients.close();
    clients = new MicrosoftClients(entra.url() + "/proxied/", null, clock);

    failure(source());

    assertThat(entra.asked())
        .extracting(Asked::path)
        .containsExactly("/proxied/" + DIRECTORY + "/oauth2/v2.0/token");
  }

  @ParameterizedTest
  @EnumSource(MicrosoftCloud.class)
  void asksForThePermissionsOfItsOwnCloudOnly(MicrosoftCloud cloud) throws Exception {
    AppRegistration registration =
        new AppRegistration(cloud, REGISTRATION.directoryId(), REGISTRATION.applicationId(), null);

    AccessToken graph = source(registration, SECRET).current();
    AccessToken exchange =
        clients.tokens().of(null, registration, Secret.of(SECRET), Resource.EXCHANGE).current();

    assertThat(entra.find(graph.value()).audience()).isEqualTo("https://" + cloud.graphHost());
    assertThat(entra.find(exchange.value()).audience())
        .isEqualTo("https://" + cloud.exchangeHost());
    assertThat(entra.asked()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(MicrosoftCloud.class)
  void sendsNothingToAnyOtherHost(MicrosoftCloud cloud) {
    for (String url :
        List.of(
            "https://login.example.com/" + DIRECTORY + "/oauth2/v2.0/token",
            "https://" + cloud.loginHost() + ":8443/" + DIRECTORY,
            "http://" + cloud.loginHost() + "/" + DIRECTORY,
            "https://" + cloud.loginHost() + ".example.com/" + DIRECTORY)) {
      okhttp3.Request request =
          new okhttp3.Request.Builder()
              .url(url)
              .post(okhttp3.RequestBody.create("client_secret=" + SECRET, null))
              .build();
      assertThatThrownBy(
              () -> clients.http().login(cloud).client().newCall(request).execute().close())
          .hasMessageContaining("would have gone to");
    }
    assertThat(entra.asked()).isEmpty();
  }

  @Test
  void keepsOneSourceForEachStoredServer() {
    MailOwner tenant = MailOwner.of(new TenantId(UUID.randomUUID()));
    TokenSource system = stored(MailOwner.SYSTEM, SECRET);

    assertThat(stored(MailOwner.SYSTEM, SECRET)).isSameAs(system);
    assertThat(stored(tenant, SECRET)).isNotSameAs(system);
    assertThat(source()).isNotSameAs(source());

    TokenSource other = stored(MailOwner.SYSTEM, "another secret");
    assertThat(other).isNotSameAs(system);
    assertThat(stored(MailOwner.SYSTEM, "another secret")).isSameAs(other);

    clients.tokens().on(new MailServerChanged(MailOwner.SYSTEM));
    assertThat(stored(MailOwner.SYSTEM, "another secret")).isNotSameAs(other);
  }

  @Test
  void neverRepeatsTheSecretThatAnAnswerEchoes() {
    entra.answer(
        "/token",
        Answer.json(
            400,
            "{\"error\":\"invalid_request\",\"error_description\":\"AADSTS1: you sent "
                + SECRET
                + "\"}"));

    MicrosoftFailure failure = failure(source());

    assertThat(failure.reply()).contains("[hidden]").doesNotContain(SECRET);
    assertThat(failure.arguments().toString()).doesNotContain(SECRET);
  }

  @Test
  void readsWhenToTryAgain() {
    assertThat(RetryAfter.read("7", clock)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.read("999999999999", clock)).isEqualTo(Duration.ofHours(24));
    assertThat(RetryAfter.read("Thu, 01 Jan 2099 00:00:00 GMT", clock))
        .isEqualTo(Duration.ofHours(24));
    for (String nothing : List.of("soon", "-5", "", "99999999999999999999999")) {
      assertThat(RetryAfter.read(nothing, clock)).describedAs(nothing).isNull();
    }
    assertThat(RetryAfter.read(null, clock)).isNull();
  }

  @Test
  void readsNoPermissionsFromWhatIsNoToken() {
    for (String value : List.of("opaque", "a.b", "a.!!.c", "a.bm90IGpzb24.c", "a.W10.c")) {
      assertThat(new AccessToken(value, clock.instant()).roles()).describedAs(value).isEmpty();
    }
  }

  private TokenSource source() {
    return source(REGISTRATION, SECRET);
  }

  private TokenSource source(AppRegistration registration, String secret) {
    return source(registration, Secret.of(secret));
  }

  private TokenSource source(AppRegistration registration, Secret secret) {
    return clients.tokens().of(null, registration, secret, Resource.GRAPH);
  }

  private TokenSource stored(MailOwner owner, String secret) {
    return clients.tokens().of(owner, REGISTRATION, Secret.of(secret), Resource.GRAPH);
  }

  private static MicrosoftFailure failure(TokenSource source) {
    return catchThrowableOfType(MicrosoftException.class, source::current).failure();
  }
}
