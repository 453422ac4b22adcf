package org.postmeister.security.token;

import org.postmeister.common.error.BrokenRuleException;

/** There is no such token. */
public class ApiTokenNotFoundException extends BrokenRuleException {

  ApiTokenNotFoundException() {
    super(Kind.NOT_FOUND, "api_token_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
