package org.postmeister.mailserver;

import org.postmeister.common.TenantId;

/** Something about a tenant's mail has changed; published in the same transaction. */
public record MailSettingsChanged(TenantId tenant) {}
