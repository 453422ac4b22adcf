package org.postmeister.delivery.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.TenantNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What spans call the owners of messages: tenants by their names, which never change. */
@Component
class OwnerNames {

  private static final Logger log = LoggerFactory.getLogger(OwnerNames.class);

  private static final int REMEMBERED = 10_000;

  private final Cache<TenantId, String> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private final TenantNames tenants;

  OwnerNames(TenantNames tenants) {
    this.tenants = tenants;
  }

  String of(MailOwner owner) {
    return owner.tenant().map(this::of).orElse(owner.key());
  }

  // A span is not worth a message.
  private String of(TenantId tenant) {
    String remembered = known.getIfPresent(tenant);
    if (remembered != null) {
      return remembered;
    }
    try {
      TenantName found = tenants.namesOf(List.of(tenant)).get(tenant);
      String name = found == null ? tenant.value().toString() : found.value();
      known.put(tenant, name);
      return name;
    } catch (RuntimeException e) {
      log.debug("The name of {} cannot be read", tenant, e);
      return tenant.value().toString();
    }
  }
}
