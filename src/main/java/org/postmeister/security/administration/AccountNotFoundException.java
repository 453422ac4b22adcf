package org.postmeister.security.administration;

import org.postmeister.common.error.BrokenRuleException;

/** There is no such account. */
public class AccountNotFoundException extends BrokenRuleException {

  AccountNotFoundException() {
    super(Kind.NOT_FOUND, "account_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
