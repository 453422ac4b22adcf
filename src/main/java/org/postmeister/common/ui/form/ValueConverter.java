package org.postmeister.common.ui.form;

import com.vaadin.flow.data.binder.Result;
import com.vaadin.flow.data.binder.ValueContext;
import com.vaadin.flow.data.converter.Converter;
import com.vaadin.flow.function.SerializableFunction;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;

/**
 * Converts between typed text and a value with the value's own factory, so that a form refuses
 * exactly what the service would. An empty field is null.
 */
public class ValueConverter<T> implements Converter<String, @Nullable T> {

  private final SerializableFunction<String, T> factory;
  private final SerializableFunction<T, String> text;
  private final transient Messages messages;

  ValueConverter(
      SerializableFunction<String, T> factory,
      SerializableFunction<T, String> text,
      Messages messages) {
    this.factory = factory;
    this.text = text;
    this.messages = messages;
  }

  @Override
  public Result<@Nullable T> convertToModel(@Nullable String typed, ValueContext context) {
    if (typed == null || typed.isEmpty()) {
      return Result.ok(null);
    }
    try {
      return Result.ok(factory.apply(typed));
    } catch (InvalidValueException e) {
      return Result.error(messages.get(e));
    }
  }

  @Override
  public String convertToPresentation(@Nullable T value, ValueContext context) {
    return value == null ? "" : text.apply(value);
  }
}
