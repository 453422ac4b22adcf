package org.postmeister.security.administration;

import org.postmeister.common.error.BrokenRuleException;

/** Users cannot reset, deactivate or remove the account they are signed in with. */
public class OwnAccountException extends BrokenRuleException {

  OwnAccountException() {
    super(Kind.CONFLICT, "own_account");
  }
}
