package org.postmeister.security.account;

import org.postmeister.security.RandomToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Creates hashes for accounts. */
@Component
public class PasswordHasher {

  private final PasswordEncoder encoder;
  // As slow to check as any other, so that response times reveal nothing about logins; hashed once,
  // since nobody knows the password.
  private final String unknown;

  PasswordHasher(PasswordEncoder encoder) {
    this.encoder = encoder;
    this.unknown = hash(RandomToken.create());
  }

  /** A hash that no password matches. */
  public Account.Password unknown() {
    return new Account.Password(unknown, false, false);
  }

  public Account.Password chosen(NewPassword password) {
    return new Account.Password(hash(password.reveal()), true, false);
  }

  public String hash(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("The encoder has no hash");
    }
    return hash;
  }

  public boolean fits(String password, Account account) {
    return encoder.matches(password, account.passwordHash());
  }
}
