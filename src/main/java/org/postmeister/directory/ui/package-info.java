/** The screens of the module. */
@NullMarked
package org.postmeister.directory.ui;

import org.jspecify.annotations.NullMarked;
