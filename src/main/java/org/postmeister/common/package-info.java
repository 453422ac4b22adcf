/** Values that check themselves and all other modules use; depends on none of them. */
@NullMarked
@ApplicationModule(
    displayName = "Common",
    allowedDependencies = {})
package org.postmeister.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
