package org.postmeister.platform;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;

/** A version of the administered platform, such as 7.3.0. */
public record PlatformVersion(int major, int minor, int patch)
    implements Comparable<PlatformVersion> {

  /** As a regular expression that has to match all of it. */
  public static final String SYNTAX = "^(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?$";

  private static final Pattern PATTERN = Pattern.compile(SYNTAX);
  private static final Comparator<PlatformVersion> ORDER =
      Comparator.comparingInt(PlatformVersion::major)
          .thenComparingInt(PlatformVersion::minor)
          .thenComparingInt(PlatformVersion::patch);

  /**
   * Parses two or three numbers separated by dots; a missing third is 0.
   *
   * @throws InvalidValueException if the text is anything else
   */
  public static PlatformVersion of(String text) {
    Matcher matcher = PATTERN.matcher(SingleLine.of(text).value());
    if (!matcher.matches()) {
      throw new InvalidValueException("platform_version", "syntax");
    }
    String patch = matcher.group(3);
    return new PlatformVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  @Override
  public int compareTo(PlatformVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
