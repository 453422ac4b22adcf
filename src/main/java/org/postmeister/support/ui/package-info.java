/** Support options and addresses in the console. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.support.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
