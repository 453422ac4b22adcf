/** The screens of the module. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.audit.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
