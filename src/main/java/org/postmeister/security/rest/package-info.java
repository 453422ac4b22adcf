/** The HTTP API of the module, and the JSON shapes that others share with it. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.security.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
