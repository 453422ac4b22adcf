/** Support requests in the console. */
@NullMarked
package org.postmeister.supportrequest.ui;

import org.jspecify.annotations.NullMarked;
