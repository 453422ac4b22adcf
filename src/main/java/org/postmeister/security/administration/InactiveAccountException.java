package org.postmeister.security.administration;

import org.postmeister.common.error.BrokenRuleException;

/** Nobody is asked for a password who may not sign in: the link would lead to nothing. */
public class InactiveAccountException extends BrokenRuleException {

  InactiveAccountException() {
    super(Kind.CONFLICT, "account_inactive");
  }
}
