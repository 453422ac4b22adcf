/** What people see of messages, and what they may do with them. */
@NullMarked
@NamedInterface("log")
package org.postmeister.delivery.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
