/** What tells people and machines whether mail leaves as it should. */
@NullMarked
@NamedInterface("monitoring")
package org.postmeister.delivery.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
