package org.postmeister.tenant;

import org.postmeister.common.error.BrokenRuleException;

/** There is no such tenant, or none that the caller may see; the two are not distinguished. */
public class TenantNotFoundException extends BrokenRuleException {

  public TenantNotFoundException() {
    super(Kind.NOT_FOUND, "tenant_not_found");
  }

  @Override
  public String code() {
    return "not_found";
  }
}
