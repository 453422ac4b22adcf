package org.postmeister.security.administration;

import org.postmeister.common.error.BrokenRuleException;

/** Without this account nobody could administer the system. */
public class LastSystemAdminException extends BrokenRuleException {

  LastSystemAdminException() {
    super(Kind.CONFLICT, "last_system_admin");
  }
}
