/** Support requests: what users write to those who help them, with information on the system. */
@NullMarked
@ApplicationModule(
    displayName = "Support requests",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: form",
      "common :: ui",
      "platform",
      "security",
      "tenant",
      "mailserver",
      "mailserver :: route",
      "mailserver :: spi",
      "mailserver :: server",
      "mailserver :: ui",
      "delivery",
      "delivery :: log",
      "delivery :: message",
      "delivery :: outbox",
      "delivery :: rest",
      "delivery :: ui",
      "systemmail",
      "support"
    })
package org.postmeister.supportrequest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
