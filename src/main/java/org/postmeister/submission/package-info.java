/**
 * Submission of messages over SMTP (RFC 6409), for programs and devices that speak nothing else.
 */
@NullMarked
@ApplicationModule(
    displayName = "Submission",
    allowedDependencies = {
      "common",
      "common :: error",
      "common :: rest",
      "security",
      "security :: token",
      "delivery",
      "delivery :: log",
      "delivery :: message",
      "delivery :: outbox",
      "mailserver",
      "mailserver :: route",
      "mailserver :: spi"
    })
package org.postmeister.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
