/**
 * What a message is made of, and what may stand in it: as it is handed over, and as it is written.
 */
@NullMarked
@NamedInterface("message")
package org.postmeister.delivery.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
