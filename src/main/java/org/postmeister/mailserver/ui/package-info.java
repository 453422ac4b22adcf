/** The screens of the module. */
@NullMarked
package org.postmeister.mailserver.ui;

import org.jspecify.annotations.NullMarked;
