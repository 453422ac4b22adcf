/** The HTTP API of the module. */
@NullMarked
package org.postmeister.audit.rest;

import org.jspecify.annotations.NullMarked;
