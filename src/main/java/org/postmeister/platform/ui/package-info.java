/** The screens of the module. */
@NullMarked
package org.postmeister.platform.ui;

import org.jspecify.annotations.NullMarked;
