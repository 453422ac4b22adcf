/** The description of the HTTP API in OpenAPI, as far as all operations share it. */
@NullMarked
package org.postmeister.common.rest.openapi;

import org.jspecify.annotations.NullMarked;
