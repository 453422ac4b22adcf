/** Sends by SMTP (RFC 5321), step by step, with Angus Mail. */
@NullMarked
package org.postmeister.transport.smtp;

import org.jspecify.annotations.NullMarked;
