/** The HTTP API of the module, and its JSON documents. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.mailserver.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
