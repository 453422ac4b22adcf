/** The screens of the module. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.directory.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
