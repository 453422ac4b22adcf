/** Sends through Microsoft Graph (docs/decisions/0028 says why without its SDK). */
@NullMarked
package org.postmeister.transport.graph;

import org.jspecify.annotations.NullMarked;
