/** What is configured for the whole application, and checked when it starts. */
@NullMarked
@NamedInterface("config")
package org.postmeister.common.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
