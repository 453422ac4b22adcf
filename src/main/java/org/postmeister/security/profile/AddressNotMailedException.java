package org.postmeister.security.profile;

import org.postmeister.common.error.BrokenRuleException;

/** No mail can be sent to the address at the moment, so it cannot be confirmed. */
public class AddressNotMailedException extends BrokenRuleException {

  AddressNotMailedException() {
    super(Kind.CONFLICT, "address_not_mailed");
  }
}
