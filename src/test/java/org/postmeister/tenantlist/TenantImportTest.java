package org.postmeister.tenantlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;

/** Tenants from files. */
@PostmeisterTest
class TenantImportTest {

  private static final String YAML =
      """
      - name: acme
        displayName: Acme GmbH
        language: de
        systemServerAllowed: false
        administrator: {email: ada@acme.example, name: Ada}
        mailServer:
          enabled: true
          host: smtp.acme.example
          port: 587
          encryption: STARTTLS
          senderAddress: noreply@acme.example
          authentication: {mode: USERNAME_PASSWORD, username: u, password: p}
      - name: known
        displayName: New name
      """;

  @Autowired private TenantImportService service;
  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private MailPolicyService policies;
  @Autowired private PlatformService platform;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
    SomeTenants.create(tenants, "Known");
  }

  @Test
  void importsTenantsWithTheirSettings() {
    List<ImportResult> results = run("tenants.yaml", YAML);

    assertThat(results)
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.CREATED, ImportResult.Outcome.CHANGED);
    assertThat(results.getFirst().invitation().link()).contains("/invitation/");
    Tenant acme = tenants.get("acme");
    MailServer server = servers.find(acme.id()).orElseThrow();
    assertThat(server.settings().serverName()).isEqualTo("smtp.acme.example:587");
    assertThat(server.secretStored()).isTrue();
    assertThat(policies.get(acme.id()).policy()).isEqualTo(new MailPolicy(false, true));
    assertThat(tenants.get("known").displayName()).isEqualTo("New name");
    assertThat(run("again.yml", "- name: known\n  displayName: New name\n"))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.UNCHANGED);
  }

  @Test
  void importsWhomMailMayBeFrom() {
    run(
        "tenants.yaml",
        """
        - name: known
          allowedSenders: [billing@known.example, "*@known.example"]
          mailServer:
            senderPolicy: REWRITE
            allowedSenders: ["*@known.example"]
        """);

    var known = tenants.get("known").id();
    AllowedSenders senders = AllowedSenders.of("billing@known.example, *@known.example");
    assertThat(policies.get(known).policy()).isEqualTo(new MailPolicy(true, true, senders));
    MailServerSettings settings = servers.find(known).orElseThrow().settings();
    assertThat(settings.get(MailServerField.ALLOWED_SENDERS)).hasToString("*@known.example");
    assertThat(settings.get(MailServerField.SENDER_POLICY)).isEqualTo(SenderPolicy.REWRITE);
    // What a file does not say stays.
    run("server.csv", "name,mailServer.senderName\nknown,Known");
    assertThat(servers.find(known).orElseThrow().settings())
        .isEqualTo(settings.with(MailServerField.SENDER_NAME, DisplayName.of("Known")));
    run("policy.csv", "name,ownServerAllowed\nknown,false");
    assertThat(policies.get(known).policy()).isEqualTo(new MailPolicy(true, false, senders));
    assertThat(
            run("same.csv", "name,allowedSenders\nknown,\"billing@known.example,*@known.example\""))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.UNCHANGED);
    assertThat(dryRun("odd.csv", "name,allowedSenders,mailServer.allowedSenders\nknown,*,*"))
        .flatExtracting(ImportResult::problems)
        .isNotEmpty();
  }

  @Test
  void importsApplicationsOfMicrosofts() {
    List<ImportResult> results =
        run(
            "graph.csv",
            """
            name,mailServer.enabled,mailServer.senderAddress,mailServer.authentication.mode,mailServer.authentication.cloud,\
            mailServer.authentication.directoryId,mailServer.authentication.applicationId,\
            mailServer.authentication.clientSecret,mailServer.authentication.clientSecretExpiresOn
            known,true,noreply@known.example,MICROSOFT_GRAPH,CHINA,known.example,\
            66666666-7777-8888-9999-000000000000,secret,2027-02-28
            """);

    assertThat(results).extracting(ImportResult::problems).containsExactly(List.of());
    AppRegistration registration =
        servers
            .find(tenants.get("known").id())
            .orElseThrow()
            .settings()
            .authentication()
            .registration();
    assertThat(registration.cloud()).isEqualTo(MicrosoftCloud.CHINA);
    assertThat(registration.secretExpiresOn()).isEqualTo("2027-02-28");
  }

  @Test
  void theDryRunTellsTheSameAndStoresNothing() {
    assertThat(dryRun("tenants.yaml", YAML))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.CREATED, ImportResult.Outcome.CHANGED);

    assertThat(dryRun("tenants.yaml", YAML)).allMatch(line -> line.invitation() == null);
    assertThat(tenants.count()).isEqualTo(1);
    assertThat(tenants.get("known").displayName()).isEqualTo("Known");
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name                              | system                 | name
          name                              | a b                    | name
          nam                               | acme                   | nam
          name,language                     | acme,fr                | language
          name,active                       | acme,maybe             | active
          name,administrator.email          | acme,ada@acme.example  | administrator.name
          name,mailServer.host              | acme,127.0.0.1         | mailServer.host
          name,mailServer.port              | acme,22                | mailServer.port
          name,mailServer.unknown           | acme,x                 | mailServer.unknown
          name,mailServer.enabled           | acme,true              | mailServer.host
          name,mailServer.enabled           | acme,maybe             | mailServer.enabled
          name,mailServer.timeouts.connectSeconds | acme,0           | mailServer.timeouts.connectSeconds
          name,mailServer.encryption        | acme,SSL               | mailServer.encryption
          name,supportAddress               | acme,no-address        | supportAddress
          name,displayName                  | acme,#NAME?            | displayName
          name,route,displayname            | acme,NONE,x            | displayname
          name,mailServer.authentication.mode,mailServer.authentication.cloud | acme,MICROSOFT_GRAPH,MARS | mailServer.authentication.cloud
          name,mailServer.authentication.mode,mailServer.authentication.clientSecretExpiresOn | acme,MICROSOFT_GRAPH,soon | mailServer.authentication.clientSecretExpiresOn
          """)
  void saysWhatIsWrongWithALine(String header, String line, String field) {
    ImportResult result = dryRun("t.csv", header + "\n" + line + "\n").getFirst();

    assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.REFUSED);
    assertThat(result.problems()).extracting(ImportResult.Problem::field).contains(field);
  }

  @Test
  void aRefusedLineLeavesNothingBehindAndKeepsNoOtherOut() {
    String file = "name,mailServer.enabled\nbroken,true\nfine,\n";

    assertThat(run("t.csv", file))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.REFUSED, ImportResult.Outcome.CREATED);
    assertThat(tenants.count()).isEqualTo(2);
  }

  @Test
  void knowsWhatTheFileItselfHasTwiceAndWhatTheLicenceAllows() {
    platform.save(
        new PlatformSettings(PlatformVersion.of("7.4.0"), new License(null, null, null, null, 2)),
        null);

    List<ImportResult> results = dryRun("t.csv", "name\nfirst\nFIRST\nsecond\n");

    assertThat(results)
        .extracting(ImportResult::outcome)
        .containsExactly(
            ImportResult.Outcome.CREATED,
            ImportResult.Outcome.REFUSED,
            ImportResult.Outcome.REFUSED);
    assertThat(run("t.csv", "name\nfirst\nFIRST\nsecond\n"))
        .extracting(ImportResult::outcome)
        .isEqualTo(results.stream().map(ImportResult::outcome).toList());
  }

  @Test
  void changesOnlyWhatTheFileGives() {
    run("tenants.yaml", YAML);

    run("t.csv", "name,mailServer.senderAddress\nacme,other@acme.example\n");

    MailServer server = servers.find(tenants.get("acme").id()).orElseThrow();
    assertThat(server.settings().senderAddress()).hasToString("other@acme.example");
    assertThat(server.settings().serverName()).isEqualTo("smtp.acme.example:587");
    assertThat(server.settings().enabled()).isTrue();
    assertThat(server.secretStored()).isTrue();
    assertThat(run("t.csv", "name,mailServer.senderAddress\nacme,other@acme.example\n"))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.UNCHANGED);
    assertThat(
            dryRun("t.csv", "name,mailServer.host\nacme,mx.acme.example\n")
                .getFirst()
                .problems()
                .getFirst()
                .field())
        .isEqualTo("mailServer.authentication.password");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t.csv  | ''             | import_empty
          t.csv  | name           | import_empty
          t.csv  | name,name\\na,b | import_column_twice
          t.csv  | name,sender,mailServer.senderAddress\\na | import_column_twice
          t.csv  | name,x\\na,b,c  | import_cell_without_column
          t.csv  | name\\n"a       | table_quotes
          t.yaml | name: a        | import_not_yaml
          t.yaml | - - a          | import_not_yaml
          t.yaml | '- {'          | import_not_yaml
          t.yaml | []             | import_empty
          """)
  void refusesFilesThatAreNone(String name, String content, String code) {
    assertThatThrownBy(() -> dryRun(name, content.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            BrokenRuleException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<ImportResult> dryRun(String name, String content) {
    return service.dryRun(name, content.getBytes(StandardCharsets.UTF_8)).lines();
  }

  private List<ImportResult> run(String name, String content) {
    List<ImportResult> results = new ArrayList<>();
    service.run(name, content.getBytes(StandardCharsets.UTF_8), results::add);
    return results;
  }
}
