/** What every controller shares: problem details, entity tags, field-wise reading of requests. */
@NullMarked
@NamedInterface("rest")
package org.postmeister.common.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
