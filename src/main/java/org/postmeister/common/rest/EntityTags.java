package org.postmeister.common.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.VersionConflictException;

/** Revisions as entity tags (RFC 9110, sections 8.8.3 and 13.1.1). */
public final class EntityTags {

  private static final Pattern STRONG_TAG = Pattern.compile("\"(\\d{1,18})\"");

  private EntityTags() {}

  public static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * Reads {@code If-Match}.
   *
   * @return the revision the client saw, null if it wants to overwrite whatever there is
   * @throws VersionConflictException if it is a tag that was never issued
   */
  public static @Nullable Long revision(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
      return null;
    }
    Matcher matcher = STRONG_TAG.matcher(ifMatch.strip());
    if (!matcher.matches()) {
      throw new VersionConflictException();
    }
    return Long.valueOf(matcher.group(1));
  }
}
