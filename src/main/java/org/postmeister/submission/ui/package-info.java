/** What people need to know in order to let an application submit messages. */
@NullMarked
package org.postmeister.submission.ui;

import org.jspecify.annotations.NullMarked;
