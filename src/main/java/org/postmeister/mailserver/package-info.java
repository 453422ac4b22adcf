/** Mail servers: their settings, the rules for changing them, and the test mail. */
@NullMarked
@ApplicationModule(
    displayName = "Mail servers",
    allowedDependencies = {
      "common",
      "common :: ui",
      "common :: rest",
      "platform",
      "secret",
      "security",
      "security :: administration",
      "security :: token",
      "security :: ui",
      "tenant",
      "tenant :: ui"
    })
package org.postmeister.mailserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
