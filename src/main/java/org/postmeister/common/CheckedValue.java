package org.postmeister.common;

/**
 * A value that follows a rule, unless it was stored under an earlier version of the rule. A stored
 * value can always be read and is shown as it is, so that one invalid row does not hide all the
 * others and can be corrected.
 */
public interface CheckedValue {

  /** Whether today's rule accepts it. A value that is not valid can be shown, but nothing else. */
  boolean isValid();
}
