package org.postmeister.platform;

import org.postmeister.common.audit.AuditEvent;

/** What a system administrator enters about the administered platform. */
public record PlatformSettings(PlatformVersion version, License license) {

  AuditEvent.Fields fields() {
    return new AuditEvent.Fields()
        .with("version", version)
        .with("license.holder", license.holder())
        .with("license.id", license.id())
        .with("license.edition", license.edition())
        .with("license.validUntil", license.validUntil())
        .with("license.maxTenants", license.maxTenants());
  }
}
