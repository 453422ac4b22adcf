/** Where support requests go: the support options, and a tenant's own address. */
@NullMarked
@ApplicationModule(
    displayName = "Support addresses",
    allowedDependencies = {
      "common",
      "common :: audit",
      "common :: error",
      "common :: rest",
      "common :: form",
      "common :: ui",
      "security",
      "tenant"
    })
package org.postmeister.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
