package org.postmeister.tenant;

import org.postmeister.common.TenantName;
import org.postmeister.common.error.BrokenRuleException;

/** The tenant cannot be deleted: some of its accepted mail has not been sent yet. */
public class MessagesWaitingException extends BrokenRuleException {

  MessagesWaitingException(TenantName tenant, long waiting) {
    super(Kind.CONFLICT, "messages_waiting", tenant.value(), waiting);
  }
}
