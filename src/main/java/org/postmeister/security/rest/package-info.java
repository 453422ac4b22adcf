/** The HTTP API of the module. */
@NullMarked
package org.postmeister.security.rest;

import org.jspecify.annotations.NullMarked;
