/** What is known of providers' mail servers, and how to find the one of a domain. */
@NullMarked
package org.postmeister.mailserver.preset;

import org.jspecify.annotations.NullMarked;
