package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.mailserver.MailServerField;

/** Components for the settings of a mail server, bound to the form. */
final class FieldComponents {

  private FieldComponents() {}

  /** Whatever fits its kind. */
  @SuppressWarnings("unchecked")
  static AbstractField<?, ?> of(MailServerField<?> field, FormFields<MailServerFields> fields) {
    return switch (field.kind()) {
      case NUMBER, TEXT -> text(field, fields);
      case FLAG -> flag((MailServerField<Boolean>) field, fields);
      case CHOICE -> choiceOf(field, fields);
      case LIST -> list(field, fields);
    };
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<E>> AbstractField<?, ?> choiceOf(
      MailServerField<?> field, FormFields<MailServerFields> fields) {
    MailServerField<E> choice = (MailServerField<E>) field;
    return field.isChosenByDefault() ? choice(choice, fields) : optionalChoice(choice, fields);
  }

  /** For a text or a number. */
  static <T> TextField text(MailServerField<T> field, FormFields<MailServerFields> fields) {
    TextField text = new TextField();
    fields.text(field.simpleName(), text, MailServerFields.property(field), field::read);
    return text;
  }

  static Checkbox flag(MailServerField<Boolean> field, FormFields<MailServerFields> fields) {
    Checkbox box = new Checkbox();
    fields.checkbox(field.simpleName(), box, MailServerFields.flag(field));
    return box;
  }

  static <E extends Enum<E>> Select<E> choice(
      MailServerField<E> field, FormFields<MailServerFields> fields) {
    Select<E> select = new Select<>();
    fields.choice(field.simpleName(), select, MailServerFields.choice(field), field.choices());
    return select;
  }

  private static <E extends Enum<E>> Select<E> optionalChoice(
      MailServerField<E> field, FormFields<MailServerFields> fields) {
    Select<E> select = new Select<>();
    fields.optionalChoice(
        field.simpleName(), select, MailServerFields.property(field), field.choices());
    return select;
  }

  /** For texts, each on a line of its own. */
  private static <T> TextArea list(MailServerField<T> field, FormFields<MailServerFields> fields) {
    TextArea lines = new TextArea();
    lines.setMaxRows(10);
    fields.longText(
        field.simpleName(),
        lines,
        MailServerFields.property(field),
        field::read,
        value -> (String) field.plain(value));
    return lines;
  }
}
