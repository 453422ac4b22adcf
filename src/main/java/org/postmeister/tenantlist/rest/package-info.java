/** The HTTP API of the module. */
@NullMarked
package org.postmeister.tenantlist.rest;

import org.jspecify.annotations.NullMarked;
