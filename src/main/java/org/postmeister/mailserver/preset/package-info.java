/** What is known about providers' mail servers, and how to find the server of a domain. */
@NullMarked
package org.postmeister.mailserver.preset;

import org.jspecify.annotations.NullMarked;
