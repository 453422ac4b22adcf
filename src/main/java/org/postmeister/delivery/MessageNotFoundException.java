package org.postmeister.delivery;

import org.postmeister.common.error.BrokenRuleException;

/** There is no such message, or none that the caller may see. */
public class MessageNotFoundException extends BrokenRuleException {

  /** For requests under another tenant's address. */
  public static MessageNotFoundException ofAnotherTenant() {
    return new MessageNotFoundException();
  }

  public MessageNotFoundException() {
    super(Kind.NOT_FOUND, "not_found", new Sentence("message_not_found"));
  }
}
