/**
 * Spans of messages, from their acceptance to their server's answer. Its public types are for the
 * other packages of this module only.
 */
@NullMarked
package org.postmeister.delivery.trace;

import org.jspecify.annotations.NullMarked;
