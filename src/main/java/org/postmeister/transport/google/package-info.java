/** Access tokens of service accounts of Google's. */
@NullMarked
package org.postmeister.transport.google;

import org.jspecify.annotations.NullMarked;
