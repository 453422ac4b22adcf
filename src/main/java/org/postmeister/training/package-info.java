/**
 * The command {@code train}: Postmeister at work for half a minute, by itself, for the cache of
 * classes and profiles that the JVM then writes.
 */
@NullMarked
@ApplicationModule(
    displayName = "Training",
    allowedDependencies = {})
package org.postmeister.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
