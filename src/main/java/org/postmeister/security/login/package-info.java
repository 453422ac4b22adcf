/**
 * Signing in: attempts are counted and slowed down, sessions end with the rights of their account.
 * Its public types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.security.login;

import org.jspecify.annotations.NullMarked;
