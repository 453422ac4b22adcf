/** The screens of the module. */
@NullMarked
package org.postmeister.mailcatcher.ui;

import org.jspecify.annotations.NullMarked;
