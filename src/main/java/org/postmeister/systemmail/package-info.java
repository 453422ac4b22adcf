/** The mails that the system itself sends: their texts, and how they are written and sent. */
@NullMarked
@ApplicationModule(
    displayName = "System mails",
    allowedDependencies = {
      "audit",
      "audit :: ui",
      "common",
      "common :: audit",
      "common :: error",
      "common :: storage",
      "common :: form",
      "common :: ui",
      "security",
      "security :: invitation",
      "tenant",
      "mailserver",
      "mailserver :: route",
      "mailserver :: server",
      "mailserver :: spi",
      "mailserver :: testmail",
      "mailserver :: ui",
      "mailserver :: ui-testmail",
      "delivery",
      "delivery :: message",
      "delivery :: outbox"
    })
package org.postmeister.systemmail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
