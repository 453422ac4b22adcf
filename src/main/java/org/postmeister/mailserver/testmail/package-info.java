/** Test mails: who may send one, what it tells, and how the last one ended. */
@NullMarked
@NamedInterface("testmail")
package org.postmeister.mailserver.testmail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
