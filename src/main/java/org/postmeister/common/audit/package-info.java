/** What every module reports to the audit trail. */
@NullMarked
@NamedInterface("audit")
package org.postmeister.common.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
