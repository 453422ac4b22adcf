/** Mail servers as they are stored, and the rules for changing them. */
@NullMarked
@NamedInterface("server")
package org.postmeister.mailserver.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
