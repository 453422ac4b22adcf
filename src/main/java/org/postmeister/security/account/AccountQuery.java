package org.postmeister.security.account;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.security.Role;

/**
 * Which accounts to list.
 *
 * @param text that login or name contain; blank for all
 * @param role null for any
 * @param state null for any
 * @param tenant that they administer, null for any
 */
public record AccountQuery(
    String text, @Nullable Role role, @Nullable State state, @Nullable TenantId tenant) {

  /** Whether somebody can sign in. */
  public enum State {
    ACTIVE,
    /** No password has been chosen yet. */
    INVITED,
    INACTIVE
  }

  /** Those with the text. */
  public static AccountQuery of(String text) {
    return new AccountQuery(text, null, null, null);
  }
}
