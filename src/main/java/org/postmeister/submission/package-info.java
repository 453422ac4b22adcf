/**
 * Submission of messages over SMTP (RFC 6409), for programs and devices that speak nothing else.
 */
@NullMarked
@ApplicationModule(
    displayName = "Submission",
    allowedDependencies = {
      "common",
      "common :: error",
      "common :: form",
      "common :: rest",
      "common :: storage",
      "common :: ui",
      "security",
      "security :: invitation",
      "security :: token",
      "delivery",
      "delivery :: log",
      "delivery :: message",
      "delivery :: outbox",
      "mailserver",
      "mailserver :: route",
      "mailserver :: spi",
      "tenant"
    })
package org.postmeister.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
