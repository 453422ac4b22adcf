/** The HTTP API of the module. */
@NullMarked
package org.postmeister.mailserver.rest;

import org.jspecify.annotations.NullMarked;
