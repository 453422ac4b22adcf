package org.postmeister.delivery;

import org.postmeister.common.BrokenRuleException;

/** What a person wants of a message is not possible in its state. */
public class MessageStateException extends BrokenRuleException {

  /** What stands in the way. */
  public enum Why {
    /** It is being sent at this moment. */
    BEING_SENT("message_being_sent"),
    /** It has arrived, or has been cancelled already. */
    ENDED("message_ended"),
    /** Everybody has got it. */
    DELIVERED("message_delivered"),
    /** What it said has been deleted. */
    CONTENT_DELETED("message_content_deleted");

    private final String code;

    Why(String code) {
      this.code = code;
    }
  }

  public MessageStateException(Why why) {
    super(Kind.CONFLICT, why.code);
  }
}
