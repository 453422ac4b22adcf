/** Support requests: what people write to whoever helps them, and what is told of the system. */
@NullMarked
@ApplicationModule(
    displayName = "Support requests",
    allowedDependencies = {
      "common",
      "common :: ui",
      "platform",
      "security",
      "tenant",
      "mailserver",
      "delivery",
      "delivery :: log",
      "delivery :: message",
      "delivery :: outbox",
      "delivery :: ui",
      "delivery :: rest",
      "systemmail"
    })
package org.postmeister.supportrequest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
