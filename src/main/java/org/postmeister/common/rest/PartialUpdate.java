package org.postmeister.common.rest;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.FieldReader;

/**
 * A JSON merge patch (RFC 7396): what is left out stays, null removes. Unknown fields are refused,
 * and all violations are reported at once.
 */
public final class PartialUpdate {

  private final Map<String, @Nullable Object> given;
  private final FieldReader fields = new FieldReader();

  /**
   * @param described the record that describes which fields may change
   * @throws UnknownFieldException if there is another one
   */
  public PartialUpdate(Map<String, @Nullable Object> given, Class<? extends Record> described) {
    Set<String> allowed =
        Arrays.stream(described.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    given.keySet().stream()
        .filter(name -> !allowed.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new UnknownFieldException(name);
        });
    this.given = given;
  }

  /** A text that may be removed. */
  public <T> @Nullable T optional(
      String field, Function<String, T> factory, @Nullable T unchanged) {
    if (!given.containsKey(field)) {
      return unchanged;
    }
    return given.get(field) == null ? null : text(field, factory);
  }

  /** A text that may only be replaced. */
  public <T> T required(String field, Function<String, T> factory, T unchanged) {
    if (!given.containsKey(field)) {
      return unchanged;
    }
    T changed = text(field, factory);
    if (given.get(field) == null) {
      fields.refuse(field, "required");
    }
    return changed == null ? unchanged : changed;
  }

  /** A switch. */
  public boolean flag(String field, boolean unchanged) {
    if (!given.containsKey(field)) {
      return unchanged;
    }
    if (given.get(field) instanceof Boolean changed) {
      return changed;
    }
    fields.refuse(field, "not_a_flag");
    return unchanged;
  }

  /** A list of strings, null if it is to stay as it is. */
  public @Nullable List<String> texts(String field) {
    if (!given.containsKey(field)) {
      return null;
    }
    if (given.get(field) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    fields.refuse(field, "not_a_list");
    return null;
  }

  /**
   * @throws org.postmeister.common.error.ValidationFailedException if any field was invalid
   */
  public void finish() {
    fields.finish();
  }

  private <T> @Nullable T text(String field, Function<String, T> factory) {
    Object value = given.get(field);
    if (value != null && !(value instanceof String)) {
      fields.refuse(field, "not_a_text");
      return null;
    }
    return fields.read(field, (String) value, factory);
  }
}
