package org.postmeister.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request one by one and keeps every violation, so that a person learns of
 * all of them at once.
 */
public final class FieldReader {

  private final List<FieldViolation> violations = new ArrayList<>();

  /**
   * Reads an optional field.
   *
   * @return null if the field is absent or broken; a broken one is kept as a violation
   */
  public <T> @Nullable T read(String field, @Nullable String raw, Function<String, T> factory) {
    if (raw == null) {
      return null;
    }
    try {
      return factory.apply(raw);
    } catch (InvalidValueException e) {
      violations.add(FieldViolation.of(field, e));
      return null;
    }
  }

  /**
   * Reads a field that must be there.
   *
   * @return null if it is absent or broken, which is kept as a violation; see {@link #checked}
   */
  public <T> @Nullable T require(String field, @Nullable String raw, Function<String, T> factory) {
    if (raw == null) {
      refuse(field, "required");
    }
    return read(field, raw, factory);
  }

  /** What {@link #require} has read, once {@link #finish} has found nothing wrong. */
  public static <T> T checked(@Nullable T read) {
    return Objects.requireNonNull(read, "finish() comes first");
  }

  /** Keeps the violation of a field that cannot be read value by value. */
  public void refuse(String field, String code, Object... arguments) {
    violations.add(FieldViolation.of(field, code, arguments));
  }

  /**
   * @throws ValidationFailedException if any field was broken
   */
  public void finish() {
    ValidationFailedException.throwIfAny(violations);
  }
}
