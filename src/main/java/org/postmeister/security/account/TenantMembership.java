package org.postmeister.security.account;

import java.util.UUID;
import org.springframework.data.relational.core.mapping.Table;

/** That an account administers a tenant. */
@Table("account_tenant")
record TenantMembership(UUID tenantId) {}
