/** Which requests are let in, and what is answered to the others. */
@NullMarked
package org.postmeister.security.web;

import org.jspecify.annotations.NullMarked;
