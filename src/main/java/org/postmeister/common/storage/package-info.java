/** How values are kept in a database: times, names of constants, search keys. */
@NullMarked
@NamedInterface("storage")
package org.postmeister.common.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
