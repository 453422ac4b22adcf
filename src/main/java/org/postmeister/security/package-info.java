/** Accounts, signing in, and who may do what. */
@NullMarked
@ApplicationModule(
    displayName = "Security",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: config",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: form",
      "common :: ui"
    })
package org.postmeister.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
