/** Mail servers: their settings, the rules for changing them, and the test mail. */
@NullMarked
@ApplicationModule(
    displayName = "Mail servers",
    allowedDependencies = {
      "support",
      "support :: ui",
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: ui",
      "platform",
      "secret",
      "security",
      "tenant"
    })
package org.postmeister.mailserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
