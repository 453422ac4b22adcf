/** Tells system administrators, by mail and in the console, what they should act on. */
@NullMarked
@ApplicationModule(
    displayName = "Notices",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: error",
      "common :: storage",
      "common :: ui",
      "platform",
      "security",
      "security :: account",
      "security :: token",
      "tenant",
      "mailserver",
      "mailserver :: route",
      "mailserver :: server",
      "mailserver :: spi",
      "delivery",
      "delivery :: log",
      "delivery :: monitoring",
      "delivery :: outbox",
      "systemmail"
    })
package org.postmeister.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
