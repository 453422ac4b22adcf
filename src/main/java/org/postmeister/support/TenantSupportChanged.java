package org.postmeister.support;

import org.postmeister.common.TenantId;

/** A tenant's own support address is another one, or gone. */
public record TenantSupportChanged(TenantId tenant) {}
