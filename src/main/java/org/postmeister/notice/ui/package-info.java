/** Notices in the console. */
@NullMarked
@NamedInterface("ui")
package org.postmeister.notice.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
