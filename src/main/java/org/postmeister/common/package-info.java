/** Values and broken rules that every other module speaks of; knows none of them. */
@NullMarked
@ApplicationModule(
    displayName = "Common",
    allowedDependencies = {})
package org.postmeister.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
