/** The administered platform: its version, which gates features, and its licence. */
@NullMarked
@ApplicationModule(
    displayName = "Platform",
    allowedDependencies = {
      "audit",
      "audit :: ui",
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "common :: form",
      "common :: ui",
      "security"
    })
package org.postmeister.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
