package org.postmeister.tenantlist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.policy.MailPolicyService;
import org.postmeister.mailserver.rest.MailServerDocuments;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.security.administration.TenantAdministratorService;
import org.postmeister.security.invitation.Invitation;
import org.postmeister.support.TenantSupportService;
import org.postmeister.tenant.NewTenant;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantData;
import org.postmeister.tenant.TenantNotFoundException;
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Component;

/**
 * Stores a line of a file: creates the tenant, or changes what the line gives and leaves the rest.
 * It uses the services that forms use, so that the same rules apply.
 */
@Component
class ImportedTenant {

  private static final String SERVER = "mailServer.";
  private static final Set<String> OWN_COLUMNS =
      Set.of(
          "name",
          "displayName",
          "description",
          "language",
          "active",
          "systemServerAllowed",
          "ownServerAllowed",
          "supportAddress",
          "administrator.email",
          "administrator.name");

  private final TenantService tenants;
  private final TenantAdministratorService administrators;
  private final MailPolicyService policies;
  private final TenantMailServerService servers;
  private final TenantSupportService support;
  private final MailServerDocuments documents;
  private final LicensePolicy license;

  ImportedTenant(
      TenantService tenants,
      TenantAdministratorService administrators,
      MailPolicyService policies,
      TenantMailServerService servers,
      TenantSupportService support,
      MailServerDocuments documents,
      LicensePolicy license) {
    this.tenants = tenants;
    this.administrators = administrators;
    this.policies = policies;
    this.servers = servers;
    this.support = support;
    this.documents = documents;
    this.license = license;
  }

  /**
   * Must be called in a transaction.
   *
   * @param createdBefore how many tenants earlier lines of a dry run would have created
   */
  ImportResult store(ImportLine line, int createdBefore) {
    FieldReader fields = new FieldReader();
    line.values().keySet().stream()
        .filter(name -> !OWN_COLUMNS.contains(name) && !name.startsWith(SERVER))
        .forEach(name -> fields.refuse(name, "unknown_column"));
    TenantName name = fields.require("name", line.values().get("name"), TenantName::of);
    Values values = new Values(line.values(), fields);
    fields.finish();
    Tenant known = find(FieldReader.checked(name));
    TenantData data = values.data(known == null ? TenantData.DEFAULT : known.data());
    MailPolicy policy =
        values.policy(known == null ? MailPolicy.ALL_ALLOWED : policies.get(known.id()).policy());
    EmailAddress supportAddress = values.read("supportAddress", EmailAddress::of, null);
    NewTenant.Administrator administrator = values.administrator();
    fields.finish();
    if (known == null) {
      license.requireRoomFor(() -> tenants.count() + createdBefore);
    }
    Tenant tenant =
        known == null
            ? tenants.create(new NewTenant(FieldReader.checked(name), data, null)).tenant()
            : tenants.update(known.id(), data, known.revision());
    boolean changed = known == null || tenant.revision() != known.revision();
    changed |= storePolicy(tenant.id(), policy);
    changed |= storeSupport(tenant.id(), supportAddress);
    changed |= storeServer(tenant.id(), line.values());
    Invitation invitation =
        administrator == null
            ? null
            : administrators
                .add(tenant.id(), administrator.email(), administrator.name())
                .invitation();
    return new ImportResult(
        line.number(),
        tenant.name().value(),
        known == null
            ? ImportResult.Outcome.CREATED
            : changed || invitation != null
                ? ImportResult.Outcome.CHANGED
                : ImportResult.Outcome.UNCHANGED,
        List.of(),
        invitation);
  }

  private @Nullable Tenant find(TenantName name) {
    try {
      return tenants.get(name.value());
    } catch (TenantNotFoundException isNew) {
      return null;
    }
  }

  private boolean storePolicy(TenantId tenant, MailPolicy policy) {
    if (policies.get(tenant).policy().equals(policy)) {
      return false;
    }
    policies.save(tenant, policy, null);
    return true;
  }

  private boolean storeSupport(TenantId tenant, @Nullable EmailAddress address) {
    if (address == null || address.equals(support.get(tenant).address())) {
      return false;
    }
    support.save(tenant, address, null);
    return true;
  }

  private boolean storeServer(TenantId tenant, Map<String, String> values) {
    Map<String, String> given = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith(SERVER)) {
        given.put(name.substring(SERVER.length()), value);
      }
    });
    if (given.isEmpty()) {
      return false;
    }
    MailServer stored = servers.find(tenant).orElse(MailServer.NONE);
    try {
      MailServerDraft draft = documents.read(stored, given);
      if (draft.secret() == null && draft.settings().equals(stored.settings())) {
        return false;
      }
      servers.save(tenant, draft, stored.revision());
      return true;
    } catch (ValidationFailedException e) {
      throw e.below("mailServer");
    }
  }

  /** The columns of a line, each with its default. */
  private record Values(Map<String, String> values, FieldReader fields) {

    TenantData data(TenantData before) {
      return new TenantData(
          read("displayName", SingleLine::of, before.displayName()),
          read("description", MultiLine::of, before.description()),
          orElse(read("language", TenantData::language, null), before.language()),
          flag("active", before.active()));
    }

    MailPolicy policy(MailPolicy before) {
      return new MailPolicy(
          flag("systemServerAllowed", before.systemServerAllowed()),
          flag("ownServerAllowed", before.ownServerAllowed()));
    }

    NewTenant.@Nullable Administrator administrator() {
      if (!values.containsKey("administrator.email")) {
        return null;
      }
      EmailAddress email = read("administrator.email", EmailAddress::of, null);
      DisplayName name =
          fields.require("administrator.name", values.get("administrator.name"), DisplayName::of);
      return email == null || name == null ? null : new NewTenant.Administrator(email, name);
    }

    <T> @Nullable T read(String name, Function<String, T> factory, @Nullable T before) {
      return values.containsKey(name) ? fields.read(name, values.get(name), factory) : before;
    }

    private boolean flag(String name, boolean before) {
      return orElse(read(name, Values::flag, null), before);
    }

    private static Boolean flag(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "ja", "1" -> true;
        case "false", "no", "nein", "0" -> false;
        default -> throw new InvalidValueException("flag", "unknown");
      };
    }

    private static <T> T orElse(@Nullable T read, T before) {
      return read == null ? before : read;
    }
  }
}
