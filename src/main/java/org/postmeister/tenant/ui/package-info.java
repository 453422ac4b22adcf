/** The form parts of the module. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.tenant.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
