/** What a transport implements, what it is given and what it reports. */
@NullMarked
@NamedInterface("spi")
package org.postmeister.mailserver.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
