/** Which server somebody's mail takes, and why; also with settings that are not saved yet. */
@NullMarked
@NamedInterface("route")
package org.postmeister.mailserver.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
