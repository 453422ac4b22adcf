/** What administrators do with accounts, and people with their own. */
@NullMarked
@NamedInterface("administration")
package org.postmeister.security.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
