/** Forms that several people may edit at once, and the fields in them. */
@NullMarked
@NamedInterface("form")
package org.postmeister.common.ui.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
