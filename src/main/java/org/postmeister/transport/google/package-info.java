/** Access tokens of Google service accounts. */
@NullMarked
package org.postmeister.transport.google;

import org.jspecify.annotations.NullMarked;
