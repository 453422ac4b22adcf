/** What Postmeister says when it cannot start. */
@NullMarked
package org.postmeister.shell.startup;

import org.jspecify.annotations.NullMarked;
