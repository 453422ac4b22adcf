/** How the system's mails look: logo and color, for the system and for each tenant. */
@NullMarked
package org.postmeister.systemmail.brand;

import org.jspecify.annotations.NullMarked;
