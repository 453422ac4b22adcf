package org.postmeister.platform;

import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;

/** The licence does not allow that many tenants. */
public class LicenseExceededException extends BrokenRuleException {

  private final int maxTenants;

  LicenseExceededException(int maxTenants) {
    super(Kind.CONFLICT, "license_exceeded", maxTenants);
    this.maxTenants = maxTenants;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("maxTenants", maxTenants);
  }
}
