package org.postmeister.common.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;

/**
 * Reads the fields of a request one by one and collects every violation, so that a user learns of
 * all of them at once.
 */
public final class FieldReader {

  private final List<FieldViolation> violations = new ArrayList<>();

  /**
   * Reads an optional field.
   *
   * @return null if the field is absent or invalid; a violation is recorded for an invalid one
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
   * Reads a required field.
   *
   * @return null if it is absent or invalid, in which case a violation is recorded; see {@link
   *     #checked}
   */
  public <T> @Nullable T require(String field, @Nullable String raw, Function<String, T> factory) {
    if (raw == null) {
      refuse(field, "required");
    }
    return read(field, raw, factory);
  }

  /**
   * Reads what is on or off, as JSON writes it.
   *
   * @throws InvalidValueException if it is neither true nor false
   */
  public static Boolean flag(String raw) {
    return switch (raw.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("flag", "unknown");
    };
  }

  /** What {@link #require} read, once {@link #finish} has found no violations. */
  public static <T> T checked(@Nullable T read) {
    return Objects.requireNonNull(read, "finish() comes first");
  }

  /** Records a violation of a field that cannot be read value by value. */
  public void refuse(String field, String code, Object... arguments) {
    violations.add(FieldViolation.of(field, code, arguments));
  }

  /**
   * @throws ValidationFailedException if any field was invalid
   */
  public void finish() {
    ValidationFailedException.throwIfAny(violations);
  }
}
