/** The mail servers at a glance: the state of each, and what waits behind it. */
@NullMarked
package org.postmeister.delivery.overview;

import org.jspecify.annotations.NullMarked;
