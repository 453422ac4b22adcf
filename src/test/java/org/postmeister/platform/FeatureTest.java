package org.postmeister.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.InvalidValueException;

class FeatureTest {

  /** The table of product.md, at and around each border. */
  @ParameterizedTest(name = "platform {0}")
  @CsvSource({
    // version, login required, UTF-8, mode, Graph, policy, OAuth 2.0
    "6.9.9, true, false, false, false, false, false",
    "7.0.99, true, false, false, false, false, false",
    "7.1.0, true, true, false, false, false, false",
    "7.2.99, true, true, false, false, false, false",
    "7.3.0, false, true, true, true, true, false",
    "7.3.9, false, true, true, true, true, false",
    "7.4.0, false, true, true, true, true, true",
    "8.0.0, false, true, true, true, true, true",
    "10.0.0, false, true, true, true, true, true"
  })
  void existsInItsVersionsOnly(
      String version,
      boolean loginRequired,
      boolean utf8Headers,
      boolean authenticationMode,
      boolean microsoftGraph,
      boolean mailPolicy,
      boolean smtpOauth2) {
    PlatformVersion platform = PlatformVersion.of(version);

    assertThat(Feature.LOGIN_REQUIRED.existsIn(platform)).isEqualTo(loginRequired);
    assertThat(Feature.UTF8_HEADERS.existsIn(platform)).isEqualTo(utf8Headers);
    assertThat(Feature.AUTHENTICATION_MODE.existsIn(platform)).isEqualTo(authenticationMode);
    assertThat(Feature.MICROSOFT_GRAPH.existsIn(platform)).isEqualTo(microsoftGraph);
    assertThat(Feature.MAIL_POLICY.existsIn(platform)).isEqualTo(mailPolicy);
    assertThat(Feature.SMTP_OAUTH2.existsIn(platform)).isEqualTo(smtpOauth2);
  }

  @ParameterizedTest
  @CsvSource({
    "LOGIN_REQUIRED, < 7.3.0",
    "UTF8_HEADERS, >= 7.1.0",
    "AUTHENTICATION_MODE, >= 7.3.0",
    "MICROSOFT_GRAPH, >= 7.3.0",
    "MAIL_POLICY, >= 7.3.0",
    "SMTP_OAUTH2, >= 7.4.0"
  })
  void saysItsVersionsAsPeopleReadThem(Feature feature, String text) {
    assertThat(feature.versions()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"7.3, 7.3.0", "' 7.4.1 ', 7.4.1", "10.20.30, 10.20.30"})
  void readsVersions(String typed, String shown) {
    assertThat(PlatformVersion.of(typed)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7.",
        "7.3.0.1",
        "v7.3.0",
        "7.3.x",
        "-7.3.0",
        "7.3.0-SNAPSHOT",
        "99999.0.0"
      })
  void refusesWhatIsNoVersion(String typed) {
    assertThatThrownBy(() -> PlatformVersion.of(typed)).isInstanceOf(InvalidValueException.class);
  }
}
