/** Postmeister: decides how the mail of a multi-tenant system leaves it, and sends it. */
@NullMarked
package org.postmeister;

import org.jspecify.annotations.NullMarked;
