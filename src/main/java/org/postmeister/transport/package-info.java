/** How mail is sent: one transport for each kind of mail server. */
@NullMarked
@ApplicationModule(
    displayName = "Transports",
    allowedDependencies = {
      "common",
      "common :: config",
      "common :: dns",
      "common :: error",
      "secret",
      "mailserver",
      "mailserver :: spi"
    })
package org.postmeister.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
