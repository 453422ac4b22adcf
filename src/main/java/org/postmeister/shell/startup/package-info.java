/** What is said when Postmeister cannot start. */
@NullMarked
package org.postmeister.shell.startup;

import org.jspecify.annotations.NullMarked;
