/** What people see and decide of their own account. */
@NullMarked
@NamedInterface("profile")
package org.postmeister.security.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
