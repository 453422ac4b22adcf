package org.postmeister.security;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;

/**
 * A token as administrators see it; what it is, is not stored.
 *
 * @param tenant null for the whole system
 * @param lastUsedAt to the minute; null if it never was
 */
public record ApiTokenInfo(
    UUID id,
    String name,
    @Nullable TenantName tenant,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
