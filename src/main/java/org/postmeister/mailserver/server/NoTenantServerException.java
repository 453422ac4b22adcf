package org.postmeister.mailserver.server;

import org.postmeister.common.error.BrokenRuleException;

/** The tenant has no mail server of its own. */
public class NoTenantServerException extends BrokenRuleException {

  public NoTenantServerException() {
    super(Kind.NOT_FOUND, "no_tenant_server");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
