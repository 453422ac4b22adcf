package org.postmeister.support;

import org.postmeister.common.TenantId;

/** A tenant's own support address was changed or removed. */
public record TenantSupportChanged(TenantId tenant) {}
