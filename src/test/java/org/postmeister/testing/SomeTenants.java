package org.postmeister.testing;

import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.tenant.NewTenant;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Creates tenants for tests, whoever is signed in. */
public final class SomeTenants {

  private SomeTenants() {}

  public static TenantId create(TenantService service, String name) {
    return create(service, name, TenantData.DEFAULT).id();
  }

  public static Tenant create(TenantService service, String name, TenantData data) {
    Authentication before = SecurityContextHolder.getContext().getAuthentication();
    SignedIn.asSystemAdmin();
    try {
      return service.create(new NewTenant(TenantName.of(name), data, null)).tenant();
    } finally {
      SignedIn.as(before);
    }
  }
}
