/** Sends through Microsoft Graph (docs/decisions/0031 says why without its SDK). */
@NullMarked
package org.postmeister.transport.graph;

import org.jspecify.annotations.NullMarked;
