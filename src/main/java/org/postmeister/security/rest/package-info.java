/** The HTTP API of the module, and the shapes that others have in common with it. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.security.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
