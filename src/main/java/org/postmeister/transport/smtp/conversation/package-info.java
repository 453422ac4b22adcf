/**
 * What is said to a server and what it answers: commands, pipelined groups, and whose each answer
 * is. Its public types are for the other packages of SMTP only.
 */
@NullMarked
package org.postmeister.transport.smtp.conversation;

import org.jspecify.annotations.NullMarked;
