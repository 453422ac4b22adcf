/** Parts of screens that several views use: converters, notices, texts in the person's language. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.common.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
