/** What system administrators let a tenant do: use the system's server, have one of its own. */
@NullMarked
@NamedInterface("policy")
package org.postmeister.mailserver.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
