/** The outbox: accepted messages are delivered, or end in a state that a person can act on. */
@NullMarked
@ApplicationModule(
    displayName = "Delivery",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: config",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: table",
      "common :: form",
      "common :: ui",
      "secret",
      "security",
      "security :: token",
      "tenant",
      "mailserver",
      "mailserver :: route",
      "mailserver :: spi",
      "mailserver :: testmail",
      "mailserver :: ui"
    })
package org.postmeister.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
