package org.postmeister.platform;

import org.jspecify.annotations.Nullable;

/**
 * The platform versions in which something exists. Its text is meant for people: {@code >= 7.3.0},
 * {@code < 7.3.0}.
 *
 * @param from first version, null if there is no lower bound
 * @param before first version after the range, null if there is no upper bound
 */
public record VersionRange(@Nullable PlatformVersion from, @Nullable PlatformVersion before) {

  public static VersionRange from(String version) {
    return new VersionRange(PlatformVersion.of(version), null);
  }

  public static VersionRange before(String version) {
    return new VersionRange(null, PlatformVersion.of(version));
  }

  public boolean contains(PlatformVersion version) {
    return (from == null || version.compareTo(from) >= 0)
        && (before == null || version.compareTo(before) < 0);
  }

  @Override
  public String toString() {
    String lower = from == null ? "" : ">= " + from;
    String upper = before == null ? "" : "< " + before;
    return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + ", " + upper;
  }
}
