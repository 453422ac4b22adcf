package org.postmeister.support;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("tenant_support")
record TenantSupportRow(
    @Id UUID tenantId, @Version long revision, @Nullable String address, Instant changedAt) {}
