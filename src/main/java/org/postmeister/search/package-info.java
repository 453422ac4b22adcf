/** Finds whatever a person may see, whichever module it belongs to. */
@NullMarked
@ApplicationModule(
    displayName = "Search",
    allowedDependencies = {
      "common",
      "common :: storage",
      "common :: ui",
      "delivery",
      "delivery :: log",
      "delivery :: overview",
      "delivery :: ui",
      "mailserver",
      "mailserver :: ui",
      "platform :: ui",
      "security",
      "security :: account",
      "security :: administration",
      "security :: ui",
      "tenantlist",
      "tenantlist :: ui"
    })
package org.postmeister.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
