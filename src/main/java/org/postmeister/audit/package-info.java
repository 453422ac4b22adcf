/** Who did what, when and from where: recorded with each change, never altered, and readable. */
@NullMarked
@ApplicationModule(
    displayName = "Audit",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: table",
      "common :: form",
      "common :: ui",
      "security"
    })
package org.postmeister.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
