package org.postmeister.tenantlist;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.rest.MailServerDocuments;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Component;

/** Reads tenants with everything that an import can change. */
@Component
class StoredTenants {

  private final TenantService tenants;
  private final MailPolicyService policies;
  private final TenantMailServerService servers;
  private final TenantSupportService support;
  private final MailServerDocuments documents;

  StoredTenants(
      TenantService tenants,
      MailPolicyService policies,
      TenantMailServerService servers,
      TenantSupportService support,
      MailServerDocuments documents) {
    this.tenants = tenants;
    this.policies = policies;
    this.servers = servers;
    this.support = support;
    this.documents = documents;
  }

  /** {@link StoredTenant#NONE} if there is none of that name. */
  StoredTenant named(String name) {
    try {
      return of(tenants.get(name));
    } catch (TenantNotFoundException isNew) {
      return StoredTenant.NONE;
    }
  }

  StoredTenant of(Tenant tenant) {
    TenantId id = tenant.id();
    MailPolicy policy = policies.get(id).policy();
    EmailAddress address = support.get(id).address();
    MailServer server = servers.find(id).orElse(null);
    return new StoredTenant(
        tenant, policy, address, server, texts(tenant, policy, address, server));
  }

  private Map<ImportColumn, String> texts(
      Tenant tenant,
      MailPolicy policy,
      @Nullable EmailAddress address,
      @Nullable MailServer server) {
    Map<ImportColumn, String> texts = new HashMap<>();
    TenantData data = tenant.data();
    put(texts, ImportColumn.DISPLAY_NAME, data.displayName());
    put(texts, ImportColumn.DESCRIPTION, data.description());
    put(texts, ImportColumn.LANGUAGE, data.language().toLanguageTag());
    put(texts, ImportColumn.ACTIVE, data.active());
    put(texts, ImportColumn.SYSTEM_SERVER_ALLOWED, policy.systemServerAllowed());
    put(texts, ImportColumn.OWN_SERVER_ALLOWED, policy.ownServerAllowed());
    if (!policy.allowedSenders().isEmpty()) {
      put(texts, ImportColumn.ALLOWED_SENDERS, policy.allowedSenders());
    }
    put(texts, ImportColumn.SUPPORT_ADDRESS, address);
    if (server != null) {
      Map<String, String> fields = documents.write(server);
      for (ImportColumn column : ImportColumn.all()) {
        if (column.isOfServer()) {
          String field = column.column().substring(ImportColumn.SERVER.length());
          put(texts, column, column.isSecret() ? secret(fields, field) : fields.get(field));
        }
      }
    }
    return texts;
  }

  private static @Nullable String secret(Map<String, String> fields, String field) {
    return "true".equals(fields.get(field + "Set")) || fields.containsKey(field + ".thumbprint")
        ? StoredTenant.SECRET
        : null;
  }

  private static void put(
      Map<ImportColumn, String> texts, ImportColumn column, @Nullable Object value) {
    if (value != null) {
      texts.put(column, value.toString());
    }
  }
}
