package org.postmeister.tenant;

import org.postmeister.common.BrokenRuleException;

/** There is no such tenant, or none for who asks; the two are not told apart. */
public class TenantNotFoundException extends BrokenRuleException {

  public TenantNotFoundException() {
    super(Kind.NOT_FOUND, "tenant_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
