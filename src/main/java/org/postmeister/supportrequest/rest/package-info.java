/** Support requests over the HTTP API. */
@NullMarked
package org.postmeister.supportrequest.rest;

import org.jspecify.annotations.NullMarked;
