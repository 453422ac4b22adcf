/** The HTTP API of the module, and the documents it speaks. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.mailserver.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
