/**
 * The way out: takes messages that are due, sends them over pooled connections, and records what
 * came of it. Its public types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.delivery.worker;

import org.jspecify.annotations.NullMarked;
