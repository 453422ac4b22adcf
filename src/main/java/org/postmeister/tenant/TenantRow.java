package org.postmeister.tenant;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("tenant")
record TenantRow(
    @Id UUID id,
    @Version long revision,
    String nameKey,
    String name,
    @Nullable String displayName,
    @Nullable String description,
    String language,
    boolean active,
    Instant createdAt,
    Instant changedAt) {

  static TenantRow create(TenantName name, TenantData data, Instant now) {
    return new TenantRow(
            TenantId.create().value(), 0, name.key(), name.value(), null, null, "", true, now, now)
        .with(data, now);
  }

  TenantRow with(TenantData data, Instant now) {
    return new TenantRow(
        id,
        revision,
        nameKey,
        name,
        data.displayName() == null ? null : data.displayName().value(),
        data.description() == null ? null : data.description().value(),
        data.language().toLanguageTag(),
        data.active(),
        createdAt,
        now);
  }

  Tenant toTenant() {
    return new Tenant(
        new TenantId(id),
        TenantName.stored(name),
        new TenantData(
            displayName == null ? null : SingleLine.stored(displayName),
            description == null ? null : MultiLine.stored(description),
            Locale.forLanguageTag(language),
            active),
        createdAt,
        revision);
  }
}
