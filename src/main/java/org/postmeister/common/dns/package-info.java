/** Questions to the DNS about hosts that people have entered. */
@NullMarked
@NamedInterface("dns")
package org.postmeister.common.dns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
