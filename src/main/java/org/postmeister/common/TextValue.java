package org.postmeister.common;

import java.util.function.Function;

/** What text values that check themselves in their factory have in common. */
public abstract class TextValue implements CheckedValue {

  private final String value;
  private final boolean valid;

  /**
   * @param valid whether the text satisfies its rule
   */
  protected TextValue(String value, boolean valid) {
    this.value = value;
    this.valid = valid;
  }

  /**
   * Reads a stored value.
   *
   * @param factory that validates
   * @param unchecked creates the value that today's rule refuses
   */
  protected static <T> T stored(
      String text, Function<String, T> factory, Function<String, T> unchecked) {
    try {
      return factory.apply(text);
    } catch (InvalidValueException refusedToday) {
      return unchecked.apply(text);
    }
  }

  public final String value() {
    return value;
  }

  @Override
  public final boolean isValid() {
    return valid;
  }

  @Override
  public final boolean equals(Object other) {
    // Subclasses are final, so this is symmetric.
    return other instanceof TextValue text
        && getClass().isInstance(text)
        && value.equals(text.value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  @Override
  public final String toString() {
    return value;
  }
}
