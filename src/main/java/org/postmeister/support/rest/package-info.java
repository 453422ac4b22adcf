/** Support requests over the HTTP API. */
@NullMarked
package org.postmeister.support.rest;

import org.jspecify.annotations.NullMarked;
