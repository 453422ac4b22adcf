package org.postmeister.common.error;

import org.postmeister.common.InvalidValueException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What is wrong with one field.
 *
 * @param field as the HTTP API names it, dotted where nested
 * @param code the violated rule, stable
 * @param message for the user, next to the field
 */
public record FieldViolation(String field, String code, MessageSourceResolvable message) {

  /** A violation of a rule of the form as a whole; its message is {@code field.<code>}. */
  public static FieldViolation of(String field, String code, Object... arguments) {
    return new FieldViolation(
        field, code, new DefaultMessageSourceResolvable(new String[] {"field." + code}, arguments));
  }

  /** A violation of the value's own rule. */
  public static FieldViolation of(String field, InvalidValueException cause) {
    return new FieldViolation(field, cause.code(), cause);
  }
}
