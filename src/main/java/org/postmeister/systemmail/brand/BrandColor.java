package org.postmeister.systemmail.brand;

import java.util.Locale;
import java.util.regex.Pattern;
import org.postmeister.common.CheckedValue;
import org.postmeister.common.InvalidValueException;

/**
 * A color of the sRGB space, for the background of buttons.
 *
 * @param value as {@code #1f5fa8}, in lower case
 */
public record BrandColor(String value) implements CheckedValue {

  private static final Pattern SYNTAX = Pattern.compile("#[0-9a-f]{6}");
  private static final String WHITE = "#ffffff";
  private static final String BLACK = "#000000";
  // For text of normal size (WCAG 2.2, 1.4.3).
  private static final double READABLE = 4.5;

  /**
   * Reads what a person typed; the number sign may be missing.
   *
   * @throws InvalidValueException if it is not such a color
   */
  public static BrandColor of(String raw) {
    String text = raw.strip().toLowerCase(Locale.ROOT);
    String value = text.startsWith("#") ? text : "#" + text;
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValueException("brand_color", "syntax");
    }
    return new BrandColor(value);
  }

  /** Reads what is stored, whatever it is. */
  public static BrandColor stored(String text) {
    return new BrandColor(text);
  }

  @Override
  public boolean isValid() {
    return SYNTAX.matcher(value).matches();
  }

  /** The color of text on it: white where that can be read, otherwise black, which then can be. */
  public String textColor() {
    return contrastTo(WHITE) >= READABLE ? WHITE : BLACK;
  }

  /** The contrast ratio to another color as WCAG 2.2 defines it, from 1 to 21. */
  double contrastTo(String other) {
    double one = luminance(value);
    double two = luminance(other);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private static double luminance(String color) {
    return 0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
  }

  private static double linear(String color, int at) {
    double part = Integer.parseInt(color, at, at + 2, 16) / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  @Override
  public String toString() {
    return value;
  }
}
