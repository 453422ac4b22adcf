package org.postmeister.mailserver.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.platform.PlatformVersion;

/** The mail route as a table of all combinations. */
class MailRouteRuleTest {

  /** How a mail server can be. */
  enum Server {
    ABSENT,
    OFF,
    ON,
    INCOMPLETE
  }

  record Case(
      Server system,
      boolean tenantActive,
      boolean systemAllowed,
      boolean ownAllowed,
      Server own,
      String version) {}

  @ParameterizedTest(name = "system {0}, active {1}, own {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # system    | tenant   | may use: system own | own server | platform | via    | reason
          OFF         | active   | yes yes             | ON         | 7.4.0    | NONE   | SYSTEM_MAIL_OFF
          INCOMPLETE  | active   | yes yes             | ON         | 7.4.0    | NONE   | SYSTEM_MAIL_OFF
          OFF         | inactive | no  no              | ABSENT     | 7.4.0    | NONE   | SYSTEM_MAIL_OFF
          ON          | inactive | yes yes             | ON         | 7.4.0    | NONE   | TENANT_INACTIVE
          ON          | inactive | no  no              | ABSENT     | 7.2.0    | NONE   | TENANT_INACTIVE
          ON          | active   | yes yes             | ON         | 7.4.0    | TENANT |
          ON          | active   | no  yes             | ON         | 7.4.0    | TENANT |
          ON          | active   | yes yes             | OFF        | 7.4.0    | SYSTEM |
          ON          | active   | yes yes             | ABSENT     | 7.4.0    | SYSTEM |
          ON          | active   | yes yes             | INCOMPLETE | 7.4.0    | SYSTEM |
          ON          | active   | yes no              | ON         | 7.4.0    | SYSTEM |
          ON          | active   | no  yes             | OFF        | 7.4.0    | NONE   | NO_SERVER_FOR_TENANT
          ON          | active   | no  yes             | ABSENT     | 7.4.0    | NONE   | NO_SERVER_FOR_TENANT
          ON          | active   | no  yes             | INCOMPLETE | 7.4.0    | NONE   | NO_SERVER_FOR_TENANT
          ON          | active   | no  no              | ON         | 7.4.0    | NONE   | NO_SERVER_FOR_TENANT
          ON          | active   | no  no              | ON         | 7.3.0    | NONE   | NO_SERVER_FOR_TENANT
          ON          | active   | no  no              | ON         | 7.2.9    | TENANT |
          ON          | active   | no  no              | ABSENT     | 7.2.9    | SYSTEM |
          ON          | active   | no  yes             | OFF        | 7.2.9    | SYSTEM |
          """)
  void goesThisWay(
      Server system,
      String tenant,
      String allowed,
      Server own,
      String version,
      String via,
      @Nullable RouteState reason) {
    String[] may = allowed.split("\\s+", -1);
    MailRoute route =
        route(
            new Case(
                system,
                tenant.equals("active"),
                may[0].equals("yes"),
                may[1].equals("yes"),
                own,
                version));

    assertThat(route.state().via()).isEqualTo(via);
    assertThat(route.reason()).isEqualTo(reason);
  }

  static Stream<Case> allCombinations() {
    List<Case> cases = new ArrayList<>();
    boolean[] both = {false, true};
    for (Server system : List.of(Server.OFF, Server.ON, Server.INCOMPLETE)) {
      for (boolean active : both) {
        for (boolean systemAllowed : both) {
          for (boolean ownAllowed : both) {
            for (Server own : Server.values()) {
              for (String version : List.of("7.2.9", "7.3.0", "7.4.0")) {
                cases.add(new Case(system, active, systemAllowed, ownAllowed, own, version));
              }
            }
          }
        }
      }
    }
    return cases.stream();
  }

  /** The rule once more, in the words of the specification. */
  @ParameterizedTest
  @MethodSource("allCombinations")
  void keepsToTheSpecification(Case c) {
    boolean policies = c.version().compareTo("7.3.0") >= 0;
    boolean mayUseOwn = !policies || c.ownAllowed();
    boolean mayUseSystem = !policies || c.systemAllowed();
    MailRoute route = route(c);

    if (c.system() != Server.ON) {
      assertThat(route.reason()).isEqualTo(RouteState.SYSTEM_MAIL_OFF);
    } else if (!c.tenantActive()) {
      assertThat(route.reason()).isEqualTo(RouteState.TENANT_INACTIVE);
    } else if (mayUseOwn && c.own() == Server.ON) {
      assertThat(route.serverName()).isEqualTo("own.example.org:25");
    } else if (mayUseSystem) {
      assertThat(route.serverName()).isEqualTo("system.example.org:25");
    } else {
      assertThat(route.reason()).isEqualTo(RouteState.NO_SERVER_FOR_TENANT);
    }
    assertThat(route.reason() == null).isEqualTo(route.state().isOpen());
  }

  @Test
  void tenantsDoNotLearnTheNameOfTheSystemsServer() {
    MailRoute route =
        route(new Case(Server.ON, true, true, true, Server.ABSENT, "7.4.0")).forTenantAdmin();

    assertThat(route.serverName()).isNull();
    assertThat(route.toString()).doesNotContain("system.example.org");
    assertThat(route.settings().senderAddress()).hasToString("noreply@example.org");
  }

  private static MailRoute route(Case c) {
    return new RouteFacts(
            new TenantId(new UUID(0, 1)),
            PlatformVersion.of(c.version()),
            c.tenantActive(),
            new MailPolicy(c.systemAllowed(), c.ownAllowed()),
            server("system.example.org", c.system()),
            c.own() == Server.ABSENT ? null : server("own.example.org", c.own()))
        .route();
  }

  private static MailServer server(String host, Server state) {
    return MailServer.unsaved(
        MailServerSettings.of(new Authentication.None())
            .withSmtpDefaults()
            .with(MailServerField.ENABLED, state != Server.OFF)
            .with(MailServerField.HOST, HostName.of(host))
            .with(
                MailServerField.SENDER_ADDRESS,
                state == Server.INCOMPLETE ? null : EmailAddress.of("noreply@example.org")),
        false);
  }
}
