/**
 * How bytes reach a server and deadlines are kept: connecting, TLS, and the watch over time limits.
 * Its public types are for the other packages of SMTP only.
 */
@NullMarked
package org.postmeister.transport.smtp.socket;

import org.jspecify.annotations.NullMarked;
