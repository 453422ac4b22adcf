/** The texts of the system's mails in the console. */
@NullMarked
package org.postmeister.systemmail.ui;

import org.jspecify.annotations.NullMarked;
