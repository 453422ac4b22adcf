/** The screens of the module, and the parts that other screens use. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.security.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
