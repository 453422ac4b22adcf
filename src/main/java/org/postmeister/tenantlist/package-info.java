/**
 * All tenants at a glance: one list of what the other modules know about them, with search, bulk
 * changes, export and import.
 */
@NullMarked
@ApplicationModule(
    displayName = "List of tenants",
    allowedDependencies = {
      "audit",
      "audit :: ui",
      "common",
      "common :: audit",
      "common :: config",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: table",
      "common :: form",
      "common :: ui",
      "platform",
      "security",
      "security :: administration",
      "security :: invitation",
      "security :: token",
      "security :: ui",
      "tenant",
      "mailserver",
      "mailserver :: policy",
      "mailserver :: rest",
      "mailserver :: route",
      "mailserver :: server",
      "mailserver :: spi",
      "mailserver :: summary",
      "mailserver :: testmail",
      "mailserver :: ui",
      "mailserver :: ui-testmail",
      "support",
      "support :: ui"
    })
package org.postmeister.tenantlist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
