/** How connections to this server are accepted, and how long slow ones are tolerated. */
@NullMarked
package org.postmeister.common.web;

import org.jspecify.annotations.NullMarked;
