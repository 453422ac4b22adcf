/**
 * Links for choosing a password, for the invited and for those who have forgotten theirs, and the
 * address of the console that they lead to.
 */
@NullMarked
@NamedInterface("invitation")
package org.postmeister.security.invitation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
