/** A small mail server for trying things out: it keeps the mail it receives and shows it. */
@NullMarked
@ApplicationModule(
    displayName = "Mail catcher",
    allowedDependencies = {
      "common",
      "common :: error",
      "common :: ui",
      "security",
      "delivery",
      "delivery :: message",
      "delivery :: ui"
    })
package org.postmeister.mailcatcher;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
