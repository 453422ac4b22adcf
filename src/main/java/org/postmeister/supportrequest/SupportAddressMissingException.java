package org.postmeister.supportrequest;

import org.postmeister.common.BrokenRuleException;

/** Nobody has said where support requests go. */
public class SupportAddressMissingException extends BrokenRuleException {

  SupportAddressMissingException() {
    super(Kind.CONFLICT, "support_address_missing");
  }
}
