/** The protocol: connections, commands and replies, on top of SubEthaSMTP. */
@NullMarked
package org.postmeister.submission.smtp;

import org.jspecify.annotations.NullMarked;
