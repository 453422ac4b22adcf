/**
 * Which addresses mail may be sent to: what is not public only where it was allowed. Its public
 * types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.mailserver.egress;

import org.jspecify.annotations.NullMarked;
