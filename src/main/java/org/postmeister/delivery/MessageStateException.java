package org.postmeister.delivery;

import org.postmeister.common.error.BrokenRuleException;

/** What a user wants to do with a message is not possible in its state. */
public class MessageStateException extends BrokenRuleException {

  /** What prevents it. */
  public enum Why {
    /** It is being sent at the moment. */
    BEING_SENT("message_being_sent"),
    /** It has arrived, or has already been cancelled. */
    ENDED("message_ended"),
    /** It has reached every recipient. */
    DELIVERED("message_delivered"),
    /** Its content has been deleted. */
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
