/** Passwords and client secrets: masked in memory, encrypted at rest, never shown. */
@NullMarked
@ApplicationModule(
    displayName = "Secrets",
    allowedDependencies = {"common", "common :: config", "common :: error", "common :: storage"})
package org.postmeister.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
