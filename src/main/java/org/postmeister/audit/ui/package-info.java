/** The screens of the module. */
@NullMarked
package org.postmeister.audit.ui;

import org.jspecify.annotations.NullMarked;
