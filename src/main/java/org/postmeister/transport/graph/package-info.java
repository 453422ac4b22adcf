/** Sends through Microsoft Graph, with Microsoft's SDK. */
@NullMarked
package org.postmeister.transport.graph;

import org.jspecify.annotations.NullMarked;
