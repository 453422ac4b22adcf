/** The message log in the console. */
@NullMarked
package org.postmeister.delivery.ui;

import org.jspecify.annotations.NullMarked;
