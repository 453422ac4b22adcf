/** What people see and decide of their own account. */
@NullMarked
package org.postmeister.security.profile;

import org.jspecify.annotations.NullMarked;
