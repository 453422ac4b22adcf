/** Accounts, signing in, and who may do what. */
@NullMarked
@ApplicationModule(
    displayName = "Security",
    allowedDependencies = {"common", "common :: ui", "common :: rest"})
package org.postmeister.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
