package org.postmeister.common;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else saved in between; what they saved stays, what was typed is still with the person.
 */
public class VersionConflictException extends BrokenRuleException {

  public VersionConflictException() {
    super(Kind.STALE, "version_conflict");
  }

  /** Throws unless the person has seen the stored version; null stands for "whatever it is". */
  public static void throwIfStale(@Nullable Long seen, long stored) {
    if (seen != null && seen != stored) {
      throw new VersionConflictException();
    }
  }
}
