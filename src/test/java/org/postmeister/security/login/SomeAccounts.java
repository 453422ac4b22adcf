package org.postmeister.security.login;

import java.time.Clock;
import java.util.Set;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.Accounts;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.account.PasswordHasher;

/** Accounts that people sign in to with a password. */
final class SomeAccounts {

  static final String LOGIN = "ada@example.org";
  static final String PASSWORD = "a password of tests";

  private SomeAccounts() {}

  /** One of a system administrator. */
  static Account create(Accounts accounts, PasswordHasher passwords, Clock clock) {
    return accounts.save(
        Account.create(
            LOGIN,
            "Ada",
            Role.SYSTEM_ADMIN,
            Set.of(),
            passwords.chosen(NewPassword.of(PASSWORD)),
            clock.instant()));
  }
}
