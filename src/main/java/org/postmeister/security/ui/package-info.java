/** The screens of the module. */
@NullMarked
package org.postmeister.security.ui;

import org.jspecify.annotations.NullMarked;
