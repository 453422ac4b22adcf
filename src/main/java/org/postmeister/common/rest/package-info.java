/** What all controllers share: problem details, entity tags, field-by-field request parsing. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.common.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
