/** Microsoft's clouds: access tokens from Microsoft Entra, and the one way over HTTPS to all. */
@NullMarked
package org.postmeister.transport.microsoft;

import org.jspecify.annotations.NullMarked;
