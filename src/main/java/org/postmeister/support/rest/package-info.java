/** Support options and addresses over HTTP. */
@NullMarked
package org.postmeister.support.rest;

import org.jspecify.annotations.NullMarked;
