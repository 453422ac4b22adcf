package org.postmeister.security.profile;

import org.postmeister.common.error.BrokenRuleException;

/**
 * The link was used, has expired, was replaced or is for another account; these are not
 * distinguished.
 */
public class AddressLinkNotFoundException extends BrokenRuleException {

  AddressLinkNotFoundException() {
    super(Kind.NOT_FOUND, "address_link_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
