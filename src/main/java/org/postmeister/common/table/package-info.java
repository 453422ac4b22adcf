/** Tables as files: written for spreadsheets and programs, and read as spreadsheets save them. */
@NullMarked
@NamedInterface("table")
package org.postmeister.common.table;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
