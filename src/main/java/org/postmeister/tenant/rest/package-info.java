/** The HTTP API of the module. */
@NullMarked
package org.postmeister.tenant.rest;

import org.jspecify.annotations.NullMarked;
