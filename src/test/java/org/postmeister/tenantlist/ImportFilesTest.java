package org.postmeister.tenantlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.table.TableFormat;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files as spreadsheets save them, and what is shown of them before they are imported. */
@PostmeisterTest
class ImportFilesTest {

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
  @Autowired private TenantExport exports;
  @Autowired private TenantService tenants;
  @Autowired private TenantMailServerService servers;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void signIn() {
    SignedIn.asSystemAdmin();
    SomeTenants.create(tenants, "Known");
  }

  @Test
  void readsWhatGermanSpreadsheetsWrite() {
    assertThat(run("t.csv", "\uFEFFname;displayName;active\r\nacme;\"Müller; Söhne\";nein\r\n"))
        .extracting(ImportResult::outcome)
        .containsExactly(ImportResult.Outcome.CREATED);
    assertThat(tenants.get("acme").displayName()).isEqualTo("Müller; Söhne");
    assertThat(tenants.get("acme").data().active()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasExportedComesBackUnchanged(TableFormat format) throws IOException {
    run("tenants.yaml", YAML);
    for (String name :
        List.of("-5", "'-5", "''-5", "=1+1", "'s Graveland", "a, -b", "Ü;ß", "_x0041_")) {
      SomeTenants.create(
          tenants,
          "t" + tenants.count(),
          new TenantData(SingleLine.of(name), null, Locale.GERMAN, tenants.count() % 2 == 0));
    }
    for (String table : List.of("tenant", "tenant_overview")) {
      jdbc.sql(
              "UPDATE " + table + " SET display_name = 'no\u202elonger valid' WHERE name = 'Known'")
          .update();
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    exports.write(TenantFilter.ALL, format, "Mandanten", file);

    ImportPreview preview = service.dryRun("t." + format.extension(), file.toByteArray());

    assertThat(preview.lines())
        .hasSize(10)
        .allSatisfy(line -> {
          assertThat(line.problems()).isEmpty();
          assertThat(line.outcome()).isEqualTo(ImportResult.Outcome.UNCHANGED);
          assertThat(line.cells()).noneMatch(ImportResult.Cell::isChanged);
        });
    assertThat(preview.told())
        .containsExactly("route", "clientSecretExpiresOn", "lastTestAt", "lastTest");
  }

  @Test
  void changesWhatSomebodyEditedInAnExport() {
    run("tenants.yaml", YAML);

    run("t.csv", "name,route,sender\nacme,NONE,billing@acme.example\n");

    assertThat(servers.find(tenants.get("acme").id()).orElseThrow().settings().senderAddress())
        .hasToString("billing@acme.example");
  }

  @Test
  void showsWhatWouldBeStoredBesideWhatIs() {
    run("tenants.yaml", YAML);

    List<ImportResult> lines =
        dryRun(
            "t.csv",
            """
            name;displayName;active;mailServer.port;mailServer.senderAddress;mailServer.authentication.password
            acme;Acme AG;ja;;Billing@ACME.example;
            known;New name;;;;
            new;'-5;;;;
            acme2;Same;;25;;secret
            known2;;vielleicht;;;
            """);

    assertThat(cells(lines.get(0)))
        .containsExactly(
            "displayName: Acme GmbH -> Acme AG",
            "mailServer.host: smtp.acme.example = smtp.acme.example",
            "mailServer.senderAddress: noreply@acme.example -> Billing@acme.example");
    assertThat(cells(lines.get(1))).containsExactly("displayName: New name = New name");
    assertThat(lines.get(1).outcome()).isEqualTo(ImportResult.Outcome.UNCHANGED);
    assertThat(cells(lines.get(2)))
        .containsExactly(
            "displayName: null -> -5",
            "language: null -> en",
            "active: null -> true",
            "systemServerAllowed: null -> true",
            "ownServerAllowed: null -> true");
    assertThat(lines.get(3).outcome()).isEqualTo(ImportResult.Outcome.REFUSED);
    assertThat(cells(lines.get(3)))
        .containsExactly(
            "displayName: null -> Same",
            "mailServer.port: null -> 25",
            "mailServer.authentication.password: null -> ***");
    assertThat(cells(lines.get(4))).containsExactly("active: null -> vielleicht");
    assertThat(lines).extracting(ImportResult::number).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void doesNotShowSecrets() {
    run("tenants.yaml", YAML);

    ImportResult line =
        dryRun(
                "t.csv",
                "name,mailServer.authentication.password,mailServer.authentication.pasword\n"
                    + "acme,topsecret,topsecret\n")
            .getFirst();

    assertThat(line.toString()).doesNotContain("topsecret");
    assertThat(cells(line)).contains("mailServer.authentication.password: *** -> ***");
  }

  private static List<String> cells(ImportResult line) {
    return line.cells().stream()
        .map(cell ->
            cell.column().column()
                + ": "
                + cell.before()
                + (cell.isChanged() ? " -> " : " = ")
                + cell.after())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, ;, Text[encoding=WINDOWS_1252; separator=SEMICOLON]",
    "UTF-16LE, '\t', Text[encoding=UTF_16LE; separator=TAB]",
    "UTF-8, ',', Text[encoding=UTF_8; separator=COMMA]"
  })
  void readsWhatExcelSaves(String charset, String separator, String readAs) {
    String text = "\uFEFFname,displayName,active\r\nacme,Müller,FALSCH\r\n";
    byte[] content =
        (charset.startsWith("win") ? text.substring(1) : text)
            .replace(",", separator)
            .getBytes(Charset.forName(charset));

    ImportPreview preview = service.dryRun("t.csv", content);
    service.run("t.csv", content, result -> {});

    assertThat(preview.readAs()).hasToString(readAs.replace(";", ","));
    assertThat(tenants.get("acme").displayName()).isEqualTo("Müller");
    assertThat(tenants.get("acme").data().active()).isFalse();
  }

  @Test
  void readsDatesAndSwitchesAsGermanSpreadsheetsWriteThem() {
    run(
        "t.csv",
        """
        name;mailServer.enabled;mailServer.senderAddress;mailServer.senderName;mailServer.authentication.mode;\
        mailServer.authentication.directoryId;mailServer.authentication.applicationId;\
        mailServer.authentication.clientSecret;mailServer.authentication.clientSecretExpiresOn
        known;WAHR;noreply@known.example;True;MICROSOFT_GRAPH;known.example;\
        66666666-7777-8888-9999-000000000000;secret;28.2.2027
        """);

    MailServer server = servers.find(tenants.get("known").id()).orElseThrow();
    assertThat(server.settings().enabled()).isTrue();
    assertThat(server.settings().senderName()).hasToString("True");
    assertThat(server.settings().authentication().registration().secretExpiresOn())
        .isEqualTo("2027-02-28");
  }

  @Test
  void limitsWhatAFileMayContain() {
    String names = "name\n" + "a\n".repeat(10_001);

    assertThatThrownBy(() -> dryRun("t.csv", names)).hasMessageContaining("import_too_long");
    assertThatThrownBy(() -> dryRun("t.csv", wide(101) + "a\n"))
        .hasMessageContaining("import_too_wide");
    assertThatThrownBy(() -> service.dryRun("t.csv", new byte[5_000_001]))
        .hasMessageContaining("import_too_large");
  }

  private static String wide(int columns) {
    return IntStream.range(0, columns)
            .mapToObj(column -> "c" + column)
            .collect(Collectors.joining(","))
        + "\n";
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
