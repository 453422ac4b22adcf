/** Test mails on the screen. */
@NullMarked
@NamedInterface("ui-testmail")
package org.postmeister.mailserver.ui.testmail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
