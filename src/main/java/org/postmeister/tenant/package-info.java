/** Tenants: their names, what is known about them, and who may see them. */
@NullMarked
@ApplicationModule(
    displayName = "Tenants",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "platform",
      "security",
      "security :: administration",
      "security :: invitation",
      "security :: rest",
      "security :: token"
    })
package org.postmeister.tenant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
