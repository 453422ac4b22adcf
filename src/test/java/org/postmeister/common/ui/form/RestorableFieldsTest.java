package org.postmeister.common.ui.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a form is kept in the browser, and how it comes back. */
class RestorableFieldsTest {

  private enum Color {
    RED,
    GREEN
  }

  private final TextField first = new TextField("Address");
  private final TextField second = new TextField("Address");
  private final TextArea text = new TextArea("Text");
  private final PasswordField password = new PasswordField("Password");
  private final Checkbox enabled = new Checkbox("Enabled");
  private final DatePicker date = new DatePicker("Date");
  private final Select<Color> color = new Select<>();
  private final Div form = new Div(first, new Div(second, text), password, enabled, date, color);

  RestorableFieldsTest() {
    color.setLabel("Color");
    color.setItems(Color.values());
  }

  private void fill(Map<String, String> values) {
    RestorableFields.of(form).fill(values);
  }

  @Test
  void valuesAreTextsByLabelAndPlace() {
    first.setValue("one");
    second.setValue("two");
    enabled.setValue(true);
    date.setValue(LocalDate.of(2026, 12, 31));
    color.setValue(Color.GREEN);

    assertThat(RestorableFields.of(form).values())
        .containsEntry("Address 0", "one")
        .containsEntry("Address 1", "two")
        .containsEntry("Text 0", "")
        .containsEntry("Enabled 0", "true")
        .containsEntry("Date 0", "2026-12-31")
        .containsEntry("Color 0", "GREEN");
  }

  @Test
  void secretsAreNoneOfThem() {
    password.setValue("hush");

    assertThat(RestorableFields.of(form).values().toString()).doesNotContain("hush", "Password");
    fill(Map.of("Password 0", "other"));
    assertThat(password.getValue()).isEqualTo("hush");
  }

  @Test
  void onlyTextsAreKeptWhileTheyAreTypedAndNoSecrets() {
    RestorableFields.of(form).mark();

    assertThat(second.getElement().getAttribute("data-draft")).isEqualTo("Address 1");
    assertThat(text.getElement().getAttribute("data-draft")).isEqualTo("Text 0");
    assertThat(password.getElement().hasAttribute("data-draft")).isFalse();
    assertThat(date.getElement().hasAttribute("data-draft")).isFalse();
  }

  @Test
  void theyComeBack() {
    fill(
        Map.of(
            "Address 1", "two",
            "Text 0", "several\nlines",
            "Enabled 0", "true",
            "Date 0", "2026-12-31",
            "Color 0", "GREEN"));

    assertThat(first.getValue()).isEmpty();
    assertThat(second.getValue()).isEqualTo("two");
    assertThat(text.getValue()).isEqualTo("several\nlines");
    assertThat(enabled.getValue()).isTrue();
    assertThat(date.getValue()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(color.getValue()).isEqualTo(Color.GREEN);
  }

  @Test
  void whatCannotBeFilledInStaysAsItIs() {
    date.setValue(LocalDate.of(2026, 12, 31));
    color.setValue(Color.RED);

    fill(Map.of("Date 0", "never", "Color 0", "BLUE", "Nothing 0", "x"));

    assertThat(date.getValue()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(color.getValue()).isEqualTo(Color.RED);
  }

  @Test
  void severalChoices() {
    CheckboxGroup<Color> colors = new CheckboxGroup<>("Colors");
    colors.setItems(Color.values());
    colors.select(Color.GREEN, Color.RED);
    form.add(colors);

    assertThat(RestorableFields.of(form).values()).containsEntry("Colors 0", "GREEN,RED");
    fill(Map.of("Colors 0", "GREEN,VIOLET"));
    assertThat(colors.getValue()).containsOnly(Color.GREEN);
    fill(Map.of("Colors 0", ""));
    assertThat(colors.getValue()).isEmpty();
  }
}
