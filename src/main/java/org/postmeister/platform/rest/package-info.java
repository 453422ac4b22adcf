/** The HTTP API of the module. */
@NullMarked
package org.postmeister.platform.rest;

import org.jspecify.annotations.NullMarked;
