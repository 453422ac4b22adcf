/**
 * Which requests are let in, and what is answered to the others. Its public types are for the other
 * packages of this module only.
 */
@NullMarked
package org.postmeister.security.web;

import org.jspecify.annotations.NullMarked;
