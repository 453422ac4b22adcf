package org.postmeister.common.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableFunction;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CalendarDate;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;

/**
 * The fields of a form: bound to its data, named as in the HTTP API, labelled by their property.
 * Hidden fields are neither validated nor read.
 *
 * @param <B> the form's data
 */
public final class FormFields<B> {

  private final Messages messages;
  private final SerializableRunnable onChange;
  private final Binder<B> binder = new Binder<>();
  private final Map<String, Component> byName = new LinkedHashMap<>();
  private final List<SerializableConsumer<B>> marks = new ArrayList<>();

  /**
   * @param onChange called when the user changed something
   */
  public FormFields(Messages messages, SerializableRunnable onChange) {
    this.messages = messages;
    this.onChange = onChange;
  }

  /** Binds a text that is parsed by a value's own factory. */
  public <T> void text(
      String name,
      TextField field,
      FormProperty<B, @Nullable T> property,
      SerializableFunction<String, T> factory) {
    bindText(name, field, property, factory, binder.forField(field));
  }

  /** Binds a text that must not be empty. */
  public <T> void requiredText(
      String name,
      TextField field,
      FormProperty<B, @Nullable T> property,
      SerializableFunction<String, T> factory) {
    String message = messages.get("field.required");
    bindText(name, field, property, factory, binder.forField(field).asRequired(message));
  }

  private <T> void bindText(
      String name,
      TextField field,
      FormProperty<B, @Nullable T> property,
      SerializableFunction<String, T> factory,
      Binder.BindingBuilder<B, String> builder) {
    field.setLabel(messages.get(property.labelKey()));
    field.setHelperText(helper(property));
    field.setValueChangeMode(ValueChangeMode.LAZY);
    prepare(name, field);
    builder
        .withConverter(new ValueConverter<>(factory, Object::toString, messages))
        .bind(property.getter(), property.setter())
        .setIsAppliedPredicate(binding -> field.isVisible());
    marks.add(data -> markIfInvalid(property.getter().apply(data), field));
  }

  // Stored under an earlier rule: must be corrected.
  private void markIfInvalid(@Nullable Object value, HasValidation field) {
    if (value instanceof CheckedValue checked && !checked.isValid()) {
      field.setErrorMessage(messages.get("field.no_longer_valid"));
      field.setInvalid(true);
    }
  }

  /**
   * Binds a text of several lines.
   *
   * @param text what the field shows of a value
   */
  public <T> void longText(
      String name,
      TextArea field,
      FormProperty<B, @Nullable T> property,
      SerializableFunction<String, T> factory,
      SerializableFunction<T, String> text) {
    field.setLabel(messages.get(property.labelKey()));
    field.setHelperText(helper(property));
    field.setValueChangeMode(ValueChangeMode.LAZY);
    prepare(name, field);
    binder
        .forField(field)
        .withConverter(new ValueConverter<>(factory, text, messages))
        .bind(property.getter(), property.setter())
        .setIsAppliedPredicate(binding -> field.isVisible());
    marks.add(data -> markIfInvalid(property.getter().apply(data), field));
  }

  /** Binds a switch. */
  public void checkbox(String name, Checkbox field, FormProperty<B, Boolean> property) {
    field.setLabel(messages.get(property.labelKey()));
    field.setHelperText(helper(property));
    prepare(name, field);
    bind(field, property);
  }

  /** Binds a choice among the values of an enum, whose texts are {@code Type.VALUE}. */
  public <E extends Enum<E>> void choice(
      String name, Select<E> field, FormProperty<B, E> property, List<E> values) {
    offer(name, field, property.labelKey(), values);
    bind(field, property);
  }

  /** Binds a choice that may be left open, which the text {@code <label>.open} explains. */
  public <E extends Enum<E>> void optionalChoice(
      String name, Select<E> field, FormProperty<B, @Nullable E> property, List<E> values) {
    field.setEmptySelectionAllowed(true);
    String open = messages.get(property.labelKey() + ".open");
    field.setEmptySelectionCaption(open);
    // The caption is shown only in the list.
    field.setPlaceholder(open);
    offer(name, field, property.labelKey(), values);
    binder
        .forField(field)
        .bind(property.getter(), property.setter())
        .setIsAppliedPredicate(binding -> field.isVisible());
  }

  private <E extends Enum<E>> void offer(
      String name, Select<E> field, String labelKey, List<E> values) {
    field.setLabel(messages.get(labelKey));
    field.setHelperText(messages.get(labelKey + ".helper"));
    field.setItemLabelGenerator(this::textOf);
    field.setItems(values);
    prepare(name, field);
  }

  private String textOf(@Nullable Enum<?> value) {
    return value == null
        ? ""
        : messages.get(value.getDeclaringClass().getSimpleName() + "." + value);
  }

  /** Binds an optional date. */
  public void date(String name, DatePicker field, FormProperty<B, @Nullable LocalDate> property) {
    field.setLabel(messages.get(property.labelKey()));
    field.setHelperText(helper(property));
    field.setLocale(messages.locale());
    field.setI18n(DatePickerTexts.of(messages));
    field.setMin(CalendarDate.FIRST);
    field.setMax(CalendarDate.LAST);
    other(name, field, property);
  }

  /** Binds a field that already has a label. */
  public <C extends Component & HasValue<?, T>, T extends @Nullable Object> void other(
      String name, C field, FormProperty<B, T> property) {
    prepare(name, field);
    bind(field, property);
  }

  /** Adds a secret, which is not part of the data. */
  public void secret(String name, SecretField field) {
    byName.put(name, field);
  }

  public void read(B data) {
    binder.readBean(data);
    clearViolations();
    marks.forEach(mark -> mark.accept(data));
  }

  /**
   * Writes what was entered into the data.
   *
   * @return false if a field is invalid, which is then marked
   */
  public boolean writeIfValid(B data) {
    clearViolations();
    return binder.writeBeanIfValid(data);
  }

  /** What the fields contain, as far as it can be read; marks nothing. */
  public Optional<B> peek(B data) {
    try {
      binder.writeBeanAsDraft(data, true);
      return Optional.of(data);
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /**
   * Marks fields that the service refused.
   *
   * @return texts for a summary, each with the label of its field
   */
  public List<String> show(List<FieldViolation> violations) {
    List<String> summary = new ArrayList<>();
    for (FieldViolation violation : violations) {
      String text = messages.get(violation.message());
      Component field = byName.get(violation.field().replaceFirst("^.*\\.", ""));
      switch (field) {
        case SecretField secret -> secret.showError(text);
        case HasValidation validated -> {
          validated.setErrorMessage(text);
          validated.setInvalid(true);
        }
        case null, default -> {}
      }
      summary.add(labelOf(field) + text);
    }
    focusFirstInvalid();
    return summary;
  }

  private static String labelOf(@Nullable Component field) {
    return switch (field) {
      case SecretField secret -> secret.label() + ": ";
      case HasLabel labelled -> labelled.getLabel() + ": ";
      case null, default -> "";
    };
  }

  /** Makes everything read-only, or editable again. */
  public void setReadOnly(boolean readOnly) {
    for (Component field : byName.values()) {
      switch (field) {
        case SecretField secret -> secret.setReadOnly(readOnly);
        case HasValue<?, ?> value -> value.setReadOnly(readOnly);
        default -> {}
      }
    }
  }

  public void focusFirstInvalid() {
    byName.values().stream()
        .filter(FormFields::isInvalid)
        .findFirst()
        .ifPresent(field -> {
          switch (field) {
            case SecretField secret -> secret.focus();
            case Focusable<?> focusable -> focusable.focus();
            default -> field.getElement().callJsFunction("focus");
          }
        });
  }

  private static boolean isInvalid(Component field) {
    return switch (field) {
      case SecretField secret -> secret.isInvalid();
      case HasValidation validated -> validated.isInvalid();
      default -> false;
    };
  }

  private void clearViolations() {
    for (Component field : byName.values()) {
      switch (field) {
        case SecretField secret -> secret.clearError();
        case HasValidation validated -> validated.setInvalid(false);
        default -> {}
      }
    }
  }

  private <T extends @Nullable Object> void bind(
      HasValue<?, T> field, FormProperty<B, T> property) {
    binder
        .forField(field)
        .bind(property.getter(), property.setter())
        .setIsAppliedPredicate(binding -> ((Component) field).isVisible());
  }

  private <C extends Component & HasValue<?, ?>> void prepare(String name, C field) {
    byName.put(name, field);
    field.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        onChange.run();
      }
    });
  }

  private String helper(FormProperty<B, ?> property) {
    return messages.get(property.labelKey() + ".helper");
  }
}
