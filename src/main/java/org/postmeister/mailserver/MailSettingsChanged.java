package org.postmeister.mailserver;

import org.postmeister.common.TenantId;

/** Something about a tenant's mail is different now; told in the same transaction. */
public record MailSettingsChanged(TenantId tenant) {}
