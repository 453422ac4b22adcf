package org.postmeister.delivery;

import org.postmeister.common.BrokenRuleException;

/** There is no such message, or none for who asks. */
public class MessageNotFoundException extends BrokenRuleException {

  /** To whom asks for it under another tenant's address. */
  public static MessageNotFoundException ofAnotherTenant() {
    return new MessageNotFoundException();
  }

  public MessageNotFoundException() {
    super(Kind.NOT_FOUND, "not_found", new Sentence("message_not_found"));
  }
}
