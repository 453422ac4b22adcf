/** The message log in the console. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.delivery.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
