package org.postmeister.tenantlist.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._getCellComponent;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.UploadKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.SingleLine;
import org.postmeister.common.ui.Notice;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ImportResult;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What a person sees of a file before and after it is imported. */
class ImportDialogTest extends ViewTest {

  private static final String FILE =
      """
      name;displayName;active;mailServer.host;mailServer.authentication.password
      known;Müller & Söhne;nein;;
      same;Same;;;
      new;-5;;;
      wrong;;vielleicht;127.0.0.1;topsecret
      """;

  @Autowired private TenantService tenants;

  @BeforeEach
  void someTenants() {
    SignedIn.asSystemAdmin();
    for (String name : List.of("Known", "Same")) {
      SomeTenants.create(
          tenants, name, new TenantData(SingleLine.of(name), null, Locale.GERMAN, true));
    }
  }

  @Test
  void showsWhatIsStoredBesideWhatWouldBe() {
    open(Locale.ENGLISH);
    upload("tenants.csv", FILE.getBytes(Charset.forName("windows-1252")));

    assertThat(notice())
        .contains(
            "Read as Windows-1252, separator: semicolon.",
            "would create 1, change 1, leave 1 unchanged and refuse 1");
    assertThat(line(0))
        .contains("Line 2", "Known", "Change", "Setting | Stored now | Would be stored")
        .contains("Display name | Known | Müller & Söhne changed")
        .contains("State | Active | Inactive changed");
    assertThat(line(1)).contains("No change").contains("Display name | Same | unchanged");
    assertThat(line(2)).contains("Create").contains("Display name | – | -5 new");
    assertThat(line(3))
        .contains("Refused", "State (active): Please write true or false.")
        .contains("Setting | Stored now | In the file")
        .contains("State | – | vielleicht invalid")
        .contains("Password | – | from the file, not shown\n")
        .doesNotContain("topsecret");
    assertThat(tenants.get("known").displayName()).isEqualTo("Known");

    _click(_get(Button.class, spec -> spec.withText("Import now")));
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> notice().contains("Imported: 1 created"));

    assertThat(line(0)).contains("Setting | Stored before | Stored now");
    assertThat(tenants.get("known").displayName()).isEqualTo("Müller & Söhne");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Read as UTF-8, separator: comma. These columns only inform and are not imported: route.'",
    "de, 'Gelesen als UTF-8, Trennzeichen: Komma. Diese Spalten informieren nur und werden nicht"
        + " importiert: route.'"
  })
  void saysHowTheFileWasReadAndWhatOfItIsLeftOut(Locale language, String sentence) {
    open(language);
    upload("tenants.csv", "name,route\nsame,NONE\n".getBytes(StandardCharsets.UTF_8));

    assertThat(notice()).startsWith(sentence);
  }

  @Test
  void findsTheRefusedLinesAmongMany() {
    open(Locale.ENGLISH);
    upload("tenants.csv", FILE.getBytes(StandardCharsets.UTF_8));
    Select<Object> shown = select();

    assertThat(shown.getListDataView().getItems().map(shown.getItemLabelGenerator()))
        .containsExactly(
            "All lines (4)", "Create (1)", "Change (1)", "No change (1)", "Refused (1)");
    shown.setValue(shown.getListDataView().getItem(4));

    assertThat(_size(grid())).isEqualTo(1);
    assertThat(line(0)).contains("wrong");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    open(Locale.ENGLISH);
    upload("tenants.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThat(notice()).contains("cannot be read as an Excel workbook");
    assertThat(_find(Grid.class, spec -> spec.withClasses("import-lines"))).isEmpty();
  }

  private void open(Locale language) {
    signIn("SYSTEM_ADMIN");
    UI.getCurrent().setLocale(language);
    UI.getCurrent().navigate(TenantsView.class);
    _click(
        _get(
            Button.class,
            spec -> spec.withText(language.equals(Locale.GERMAN) ? "Importieren" : "Import")));
  }

  private static void upload(String name, byte[] content) {
    UploadKt._upload(_get(Upload.class), name, content);
    await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> !notice().isEmpty());
  }

  private static String notice() {
    MockVaadin.clientRoundtrip(false);
    return _find(_get(ImportDialog.class), Notice.class).stream()
        .map(notice -> notice.getElement().getTextRecursively())
        .findFirst()
        .orElse("");
  }

  @SuppressWarnings("unchecked")
  private static Grid<ImportResult> grid() {
    return _get(Grid.class, spec -> spec.withClasses("import-lines"));
  }

  @SuppressWarnings("unchecked")
  private static Select<Object> select() {
    return _get(_get(ImportDialog.class), Select.class);
  }

  /** What is written in a line; of its table row by row. */
  private static String line(int index) {
    Component cell = _getCellComponent(grid(), index, "line");
    StringBuilder text = new StringBuilder();
    append(cell, text);
    return text.toString();
  }

  private static void append(Component component, StringBuilder text) {
    List<Component> children = component.getChildren().toList();
    if (component instanceof NativeTableRow) {
      text.append(
              String.join(
                  " | ",
                  children.stream()
                      .map(each -> each.getElement().getTextRecursively().strip())
                      .toList()))
          .append('\n');
    } else if (children.isEmpty()) {
      text.append(component.getElement().getText()).append('\n');
    } else {
      children.forEach(child -> append(child, text));
    }
  }
}
