package org.postmeister.mailserver.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("mail_policy")
record MailPolicyRow(
    @Id UUID tenantId,
    @Version long revision,
    boolean systemServerAllowed,
    boolean ownServerAllowed,
    @Nullable String allowedSenders,
    Instant changedAt) {

  MailPolicy.Stored toStored() {
    return new MailPolicy.Stored(
        new MailPolicy(
            systemServerAllowed, ownServerAllowed, MailPolicies.storedSenders(allowedSenders)),
        revision);
  }
}
