package org.postmeister.common.error;

import org.jspecify.annotations.Nullable;

/** Somebody else saved in the meantime; their version stays, and the user keeps what they typed. */
public class VersionConflictException extends BrokenRuleException {

  public VersionConflictException() {
    super(Kind.STALE, "version_conflict");
  }

  /** Throws unless the client has seen the stored version; null means "overwrite anyway". */
  public static void throwIfStale(@Nullable Long seen, long stored) {
    if (seen != null && seen != stored) {
      throw new VersionConflictException();
    }
  }
}
