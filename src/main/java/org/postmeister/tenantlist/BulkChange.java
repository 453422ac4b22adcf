package org.postmeister.tenantlist;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/** What is done to each of many tenants. */
public sealed interface BulkChange {

  /** Activates or deactivates. */
  record SetActive(boolean active) implements BulkChange {}

  /** Changes policies; null leaves a switch as it is. */
  record SetPolicy(@Nullable Boolean systemServerAllowed, @Nullable Boolean ownServerAllowed)
      implements BulkChange {}

  /** Sends a test mail along each tenant's route. */
  record SendTestMail(EmailAddress recipient, Locale locale) implements BulkChange {}
}
