/** Microsoft's clouds: access tokens from Microsoft Entra, and the HTTPS client for all of them. */
@NullMarked
package org.postmeister.transport.microsoft;

import org.jspecify.annotations.NullMarked;
