/** The way in: checks that there is room, and stores messages in the caller's transaction. */
@NullMarked
@NamedInterface("outbox")
package org.postmeister.delivery.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
