/** Tokens with which programs call the HTTP API. */
@NullMarked
@NamedInterface("token")
package org.postmeister.security.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
