package org.postmeister.security.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import org.postmeister.common.error.StartupException;
import org.postmeister.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Creates {@code sadmin} if there is no account at all. */
@Component
class FirstAccount implements SmartInitializingSingleton {

  static final String LOGIN = "sadmin";

  private static final Logger log = LoggerFactory.getLogger(FirstAccount.class);
  private static final int RANDOM_BYTES = 15;

  private final Accounts accounts;
  private final PasswordHasher passwords;
  private final AdminProperties properties;
  private final Clock clock;

  FirstAccount(
      Accounts accounts, PasswordHasher passwords, AdminProperties properties, Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.properties = properties;
    this.clock = clock;
  }

  // Before the first request can arrive.
  @Override
  public void afterSingletonsInstantiated() {
    if (accounts.count() > 0) {
      return;
    }
    String given = properties.password();
    if (given == null || given.isEmpty()) {
      String random = randomPassword();
      create(random, true);
      // The only place where a password is printed, and the only time: without it nobody could sign
      // in.
      log.info("First start: sign in as {} with the password {} and change it.", LOGIN, random);
    } else {
      create(checked(given), false);
      log.info(
          "First start: sign in as {} with the password from POSTMEISTER_ADMIN_PASSWORD.", LOGIN);
    }
  }

  private void create(String password, boolean mustChange) {
    accounts.save(
        Account.create(
            LOGIN,
            "System administrator",
            Role.SYSTEM_ADMIN,
            Set.of(),
            new Account.Password(passwords.hash(password), true, mustChange),
            clock.instant()));
  }

  // Whoever starts Postmeister decides; only what bcrypt would silently truncate is refused.
  private static String checked(String given) {
    if (given.getBytes(StandardCharsets.UTF_8).length > NewPassword.MAX_BYTES) {
      throw new StartupException(
          "The password in POSTMEISTER_ADMIN_PASSWORD is longer than 72 bytes.",
          "Set a shorter one.");
    }
    if (given.length() < NewPassword.MIN_LENGTH) {
      log.warn(
          "The password in POSTMEISTER_ADMIN_PASSWORD has fewer than {} characters; change it after"
              + " signing in.",
          NewPassword.MIN_LENGTH);
    }
    return given;
  }

  private static String randomPassword() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
