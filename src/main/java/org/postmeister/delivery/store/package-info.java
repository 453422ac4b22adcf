/**
 * The tables of the outbox: messages, contents, claims, results, counts, and how long they are
 * kept. Its public types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.delivery.store;

import org.jspecify.annotations.NullMarked;
