package org.postmeister.tenantlist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.FieldReader;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.AllowedSenders;
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
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Component;

/**
 * Stores a line of a file: creates the tenant, or changes what the line gives and leaves the rest.
 * It uses the services that forms use, so that the same rules apply.
 */
@Component
class ImportedTenant {

  // What Excel and LibreOffice show in place of a result, in English and German.
  private static final Set<String> SPREADSHEET_ERRORS =
      Set.of(
          "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#WERT!", "#BEZUG!",
          "#NV", "#ZAHL!");

  private final TenantService tenants;
  private final TenantAdministratorService administrators;
  private final MailPolicyService policies;
  private final TenantMailServerService servers;
  private final TenantSupportService support;
  private final MailServerDocuments documents;
  private final LicensePolicy license;
  private final StoredTenants stored;

  ImportedTenant(
      TenantService tenants,
      TenantAdministratorService administrators,
      MailPolicyService policies,
      TenantMailServerService servers,
      TenantSupportService support,
      MailServerDocuments documents,
      LicensePolicy license,
      StoredTenants stored) {
    this.tenants = tenants;
    this.administrators = administrators;
    this.policies = policies;
    this.servers = servers;
    this.support = support;
    this.documents = documents;
    this.license = license;
    this.stored = stored;
  }

  /**
   * Must be called in a transaction.
   *
   * @param createdBefore how many tenants earlier lines of a dry run would have created
   */
  ImportResult store(ImportLine line, int createdBefore) {
    FieldReader fields = new FieldReader();
    line.values().forEach((name, value) -> check(name, value, fields));
    TenantName name = fields.require("name", line.values().get("name"), TenantName::of);
    fields.finish();
    StoredTenant before = stored.named(FieldReader.checked(name).value());
    Map<String, String> changes = before.changesIn(line);
    Tenant known = before.tenant();
    Values values = new Values(changes, fields);
    TenantData data = values.data(known == null ? TenantData.DEFAULT : known.data());
    MailPolicy policy = values.policy(before.policy());
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
    changed |= storePolicy(tenant.id(), policy, known == null ? null : before.policy());
    changed |= storeSupport(tenant.id(), supportAddress, before.supportAddress());
    changed |= storeServer(tenant.id(), changes, before.server());
    Invitation invitation =
        administrator == null
            ? null
            : administrators
                .add(tenant.id(), administrator.email(), administrator.name())
                .invitation();
    changed |= invitation != null;
    return new ImportResult(
        line.number(),
        tenant.name().value(),
        known == null
            ? ImportResult.Outcome.CREATED
            : changed ? ImportResult.Outcome.CHANGED : ImportResult.Outcome.UNCHANGED,
        before.comparedWith(changed ? stored.of(tenant) : before, line),
        List.of(),
        invitation);
  }

  /** What a line that was refused would have changed, as far as that can be said. */
  List<ImportResult.Cell> wanted(ImportLine line) {
    TenantName name = new FieldReader().read("name", line.values().get("name"), TenantName::of);
    return (name == null ? StoredTenant.NONE : stored.named(name.value())).comparedWith(line);
  }

  private static void check(String name, String value, FieldReader fields) {
    if (ImportColumn.of(name).isEmpty() && !name.startsWith(ImportColumn.SERVER)) {
      fields.refuse(name, "unknown_column");
    }
    if (SPREADSHEET_ERRORS.contains(value)) {
      fields.refuse(name, "spreadsheet_error", value);
    }
  }

  private boolean storePolicy(TenantId tenant, MailPolicy policy, @Nullable MailPolicy before) {
    if (policy.equals(before == null ? policies.get(tenant).policy() : before)) {
      return false;
    }
    policies.save(tenant, policy, null);
    return true;
  }

  private boolean storeSupport(
      TenantId tenant, @Nullable EmailAddress address, @Nullable EmailAddress before) {
    if (address == null || address.equals(before)) {
      return false;
    }
    support.save(tenant, address, null);
    return true;
  }

  private boolean storeServer(
      TenantId tenant, Map<String, String> values, @Nullable MailServer before) {
    Map<String, String> given = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith(ImportColumn.SERVER)) {
        given.put(name.substring(ImportColumn.SERVER.length()), value);
      }
    });
    if (given.isEmpty()) {
      return false;
    }
    MailServer server = before == null ? MailServer.NONE : before;
    try {
      MailServerDraft draft = documents.read(server, given);
      if (draft.secret() == null && draft.settings().equals(server.settings())) {
        return false;
      }
      servers.save(tenant, draft, server.revision());
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
          flag("ownServerAllowed", before.ownServerAllowed()),
          orElse(read("allowedSenders", AllowedSenders::of, null), before.allowedSenders()));
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
      return orElse(read(name, FieldReader::flag, null), before);
    }

    private static <T> T orElse(@Nullable T read, T before) {
      return read == null ? before : read;
    }
  }
}
