/** Postmeister: decides how a multi-tenant system sends its mail, and sends it. */
@NullMarked
package org.postmeister;

import org.jspecify.annotations.NullMarked;
