/** Messages over HTTP. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.delivery.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
