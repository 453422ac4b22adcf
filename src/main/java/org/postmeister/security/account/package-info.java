/** Accounts as they are stored, their passwords, and what they may do at this moment. */
@NullMarked
@NamedInterface("account")
package org.postmeister.security.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
