/** The HTTP API of the module. */
@NullMarked
package org.postmeister.directory.rest;

import org.jspecify.annotations.NullMarked;
