package org.postmeister.supportrequest;

import org.postmeister.common.error.BrokenRuleException;

/** Nobody has entered a support address. */
public class SupportAddressMissingException extends BrokenRuleException {

  SupportAddressMissingException() {
    super(Kind.CONFLICT, "support_address_missing");
  }
}
