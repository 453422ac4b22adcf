/** The search in the console. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.search.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
