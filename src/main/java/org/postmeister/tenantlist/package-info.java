/**
 * All tenants at a glance: one list of what the other modules know of them, to search, change many
 * at once, export and import.
 */
@NullMarked
@ApplicationModule(
    displayName = "List of tenants",
    allowedDependencies = {
      "common",
      "common :: ui",
      "common :: rest",
      "platform",
      "security",
      "security :: administration",
      "security :: invitation",
      "security :: ui",
      "tenant",
      "tenant :: ui",
      "mailserver",
      "mailserver :: ui",
      "mailserver :: rest",
      "mailserver :: spi"
    })
package org.postmeister.tenantlist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
