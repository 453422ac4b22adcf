package org.postmeister.testing;

/** The accounts that tests sign in with. */
public final class TestAccounts {

  public static final String ADMIN = "sadmin";
  public static final String ADMIN_PASSWORD = "first password of tests";

  private TestAccounts() {}
}
