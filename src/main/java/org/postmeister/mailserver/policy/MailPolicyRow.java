package org.postmeister.mailserver.policy;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("mail_policy")
record MailPolicyRow(
    @Id UUID tenantId,
    @Version long revision,
    boolean systemServerAllowed,
    boolean ownServerAllowed,
    Instant changedAt) {

  MailPolicy.Stored toStored() {
    return new MailPolicy.Stored(new MailPolicy(systemServerAllowed, ownServerAllowed), revision);
  }
}
