/** What a transport implements, and what it is told and reports. */
@NullMarked
@NamedInterface("spi")
package org.postmeister.mailserver.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
