/**
 * What is known of a mail server: its health, what it was found to allow, when to try it again. Its
 * public types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.delivery.server;

import org.jspecify.annotations.NullMarked;
