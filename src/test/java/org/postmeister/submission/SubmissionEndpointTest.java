package org.postmeister.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.error.StartupException;
import org.postmeister.mailserver.Encryption;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Where applications are told to connect to. */
class SubmissionEndpointTest {

  private static SubmissionEndpoint endpoint(String... settings) {
    Map<String, String> values = new HashMap<>();
    values.put("postmeister.submission.host-name", "node1.example.net");
    values.put("postmeister.submission.certificate", "a.pem");
    for (int i = 0; i < settings.length; i += 2) {
      values.put("postmeister.submission." + settings[i], settings[i + 1]);
    }
    SubmissionEndpoint endpoint =
        new SubmissionEndpoint(
            new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("postmeister.submission", SubmissionProperties.class));
    endpoint.opened(10_587, false);
    endpoint.opened(10_465, true);
    return endpoint;
  }

  @Test
  void isThisMachineAsARule() {
    SubmissionEndpoint endpoint = endpoint();

    assertThat(endpoint.publicHost()).isEqualTo("node1.example.net");
    assertThat(endpoint.ports())
        .containsExactly(
            new OpenPort(10_587, Encryption.STARTTLS), new OpenPort(10_465, Encryption.TLS));
  }

  @Test
  void isALoadBalancerIfOneIsConfigured() {
    SubmissionEndpoint endpoint =
        endpoint("public-host", "smtp.example.com", "public-port", "587", "public-tls-port", "465");

    assertThat(endpoint.hostName()).as("what it calls itself").isEqualTo("node1.example.net");
    assertThat(endpoint.publicHost()).isEqualTo("smtp.example.com");
    assertThat(endpoint.ports())
        .containsExactly(new OpenPort(587, Encryption.STARTTLS), new OpenPort(465, Encryption.TLS));
  }

  @ParameterizedTest
  @CsvSource({
    "public-host, smtp example, POSTMEISTER_SUBMISSION_PUBLIC_HOST",
    "public-port, 0, POSTMEISTER_SUBMISSION_PUBLIC_PORT",
    "public-tls-port, 65536, POSTMEISTER_SUBMISSION_PUBLIC_TLS_PORT"
  })
  void whatCannotBeConnectedToIsSaidAtOnce(String setting, String value, String named) {
    assertThatThrownBy(() -> endpoint(setting, value))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(named);
  }
}
