package org.postmeister.security.account;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.springframework.stereotype.Component;

/** Who administers the system, for modules that have something to tell them. */
@Component
public class SystemAdministrators {

  private final AccountSearch accounts;

  SystemAdministrators(AccountSearch accounts) {
    this.accounts = accounts;
  }

  /**
   * One of them.
   *
   * @param language null if it is not known
   * @param timeZone UTC if it is not known
   */
  public record Reader(
      EmailAddress address, String name, @Nullable Locale language, ZoneId timeZone) {}

  /** Those who can be sent mail: the first one need not have an address. */
  public List<Reader> readers() {
    return accounts.findActiveSystemAdmins().stream()
        .flatMap(account ->
            EmailAddress.find(account.mailAddress()).stream()
                .map(address ->
                    new Reader(
                        address,
                        account.name(),
                        account.contact().languageOfMail().orElse(null),
                        account.contact().timeZoneOfMail())))
        .toList();
  }
}
