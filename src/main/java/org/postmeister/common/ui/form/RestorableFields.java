package org.postmeister.common.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.provider.ListDataView;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a form whose values can be written as texts, by their labels; no secrets. */
final class RestorableFields {

  private final Map<String, Component> byLabel = new LinkedHashMap<>();
  private boolean withSecrets;

  private RestorableFields() {}

  static RestorableFields of(Component form) {
    RestorableFields fields = new RestorableFields();
    fields.collect(form);
    return fields;
  }

  private void collect(Component component) {
    if (component instanceof PasswordField || component instanceof SecretField) {
      withSecrets = true;
      return;
    }
    if (component instanceof HasValue<?, ?> && component instanceof HasLabel labelled) {
      String label = Objects.requireNonNullElse(labelled.getLabel(), "");
      int others = 0;
      while (byLabel.putIfAbsent(label + " " + others, component) != null) {
        others++;
      }
    } else {
      component.getChildren().forEach(this::collect);
    }
  }

  /** Whether the form has others besides, which are secrets. */
  boolean withSecrets() {
    return withSecrets;
  }

  /** Says in the page by which name each text is restored. */
  void mark() {
    byLabel.forEach((label, field) -> {
      if (isText(field)) {
        field.getElement().setAttribute("data-draft", label);
      }
    });
  }

  private static boolean isText(Component field) {
    return field instanceof TextFieldBase<?, ?> text && text.getEmptyValue() instanceof String;
  }

  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    byLabel.forEach((label, field) -> {
      if (field instanceof TextFieldBase<?, ?>
          || field instanceof Checkbox
          || field instanceof DatePicker
          || field instanceof Select<?>
          || field instanceof RadioButtonGroup<?>
          || field instanceof ComboBox<?>
          || field instanceof CheckboxGroup<?>) {
        values.put(label, text(((HasValue<?, ?>) field).getValue()));
      } else if (field instanceof RestorableField own) {
        values.put(label, own.toDraft());
      }
    });
    return values;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Enum<?> one -> one.name();
      case Set<?> several ->
          several.stream().map(RestorableFields::text).sorted().collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  /** Fills in what can be: a choice that is no longer offered stays as it is. */
  void fill(Map<String, String> values) {
    values.forEach((label, text) -> {
      // Filling in one may have shown, hidden or changed others.
      switch (byLabel.get(label)) {
        case Checkbox box -> box.setValue(Boolean.valueOf(text));
        case DatePicker date -> fill(date, text);
        case Select<?> choice -> fill(choice, choice.getListDataView(), text);
        case RadioButtonGroup<?> choice -> fill(choice, choice.getListDataView(), text);
        case ComboBox<?> choice -> fill(choice, choice.getListDataView(), text);
        case CheckboxGroup<?> choice -> fill(choice, text);
        case TextFieldBase<?, ?> field -> fill(field, text);
        case RestorableField own -> own.fromDraft(text);
        case null, default -> {}
      }
    });
  }

  @SuppressWarnings("unchecked")
  private static void fill(TextFieldBase<?, ?> field, String text) {
    if (isText(field)) {
      ((HasValue<?, String>) field).setValue(text);
    }
  }

  private static <T> void fill(CheckboxGroup<T> choice, String text) {
    Set<String> chosen = new HashSet<>(List.of(text.split(",", -1)));
    choice.setValue(
        choice
            .getListDataView()
            .getItems()
            .filter(item -> chosen.contains(text(item)))
            .collect(Collectors.toSet()));
  }

  private static void fill(DatePicker date, String text) {
    try {
      date.setValue(text.isEmpty() ? null : LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      // Changed by hand: there is nothing to fill in.
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void fill(HasValue<?, T> choice, ListDataView<?, ?> offered, String text) {
    offered
        .getItems()
        .filter(item -> text(item).equals(text))
        .findFirst()
        .ifPresent(item -> choice.setValue((T) item));
  }
}
