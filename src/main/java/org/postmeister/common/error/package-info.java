/** Broken rules, refused values and wrong settings, as all modules report them. */
@NullMarked
@NamedInterface("error")
package org.postmeister.common.error;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
