/**
 * The frame around all views: navigation, dashboard, language, error handling. No other module
 * depends on it.
 */
@NullMarked
@ApplicationModule(
    displayName = "Shell",
    allowedDependencies = {
      "common",
      "common :: error",
      "common :: rest",
      "common :: storage",
      "common :: ui",
      "audit",
      "audit :: ui",
      "delivery",
      "delivery :: log",
      "delivery :: overview",
      "delivery :: ui",
      "mailcatcher",
      "platform",
      "platform :: ui",
      "mailserver",
      "mailserver :: route",
      "mailserver :: server",
      "mailserver :: spi",
      "mailserver :: testmail",
      "mailserver :: ui",
      "search :: ui",
      "security",
      "security :: administration",
      "security :: invitation",
      "security :: profile",
      "security :: ui",
      "tenant",
      "notice",
      "notice :: ui",
      "tenantlist",
      "tenantlist :: ui"
    })
package org.postmeister.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
