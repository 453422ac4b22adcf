package org.postmeister.common;

/**
 * A value that keeps a rule, unless it was stored before the rule was as it is today. What is
 * stored is read in any case and shown as it is, so that one odd row keeps nobody from all others
 * and can be mended.
 */
public interface CheckedValue {

  /** Whether today's rule takes it. One that it does not take can be shown, and nothing else. */
  boolean isValid();
}
