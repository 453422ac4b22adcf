/**
 * Mail servers: their settings, the rules for changing them, what tenants may do, which server
 * somebody's mail takes, presets, and the test mail.
 */
@NullMarked
@ApplicationModule(
    displayName = "Mail servers",
    allowedDependencies = {
      "audit",
      "audit :: ui",
      "common",
      "common :: audit",
      "common :: dns",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: form",
      "common :: ui",
      "platform",
      "secret",
      "security",
      "tenant",
      "support",
      "support :: ui"
    })
package org.postmeister.mailserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
