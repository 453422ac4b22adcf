/** Messages over HTTP. */
@NullMarked
package org.postmeister.delivery.rest;

import org.jspecify.annotations.NullMarked;
