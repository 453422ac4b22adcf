package org.postmeister.tenant;

import org.postmeister.common.BrokenRuleException;
import org.postmeister.common.TenantName;

/** The tenant cannot be deleted: some of its accepted mail has not been sent yet. */
public class MessagesWaitingException extends BrokenRuleException {

  MessagesWaitingException(TenantName tenant, long waiting) {
    super(Kind.CONFLICT, "messages_waiting", tenant.value(), waiting);
  }
}
