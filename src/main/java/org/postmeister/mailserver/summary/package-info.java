/** What there is to know of tenants' mail at a glance. */
@NullMarked
@NamedInterface("summary")
package org.postmeister.mailserver.summary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
