package org.postmeister.security.invitation;

import org.postmeister.common.error.BrokenRuleException;

/** The link was used, has expired, was revoked or never existed; the four are not distinguished. */
public class InvitationNotFoundException extends BrokenRuleException {

  InvitationNotFoundException() {
    super(Kind.NOT_FOUND, "invitation_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
