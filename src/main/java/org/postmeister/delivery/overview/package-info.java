/** The mail servers at a glance: the state of each, and what waits behind it. */
@NullMarked
@NamedInterface("overview")
package org.postmeister.delivery.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
