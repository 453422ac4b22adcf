/** Support requests in the console. */
@NullMarked
package org.postmeister.support.ui;

import org.jspecify.annotations.NullMarked;
