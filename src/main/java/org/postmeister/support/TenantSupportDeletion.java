package org.postmeister.support;

import org.postmeister.common.TenantDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes the support address of a deleted tenant. */
@Component
class TenantSupportDeletion {

  private final TenantSupportRows addresses;

  TenantSupportDeletion(TenantSupportRows addresses) {
    this.addresses = addresses;
  }

  @EventListener
  void on(TenantDeleted deleted) {
    addresses.deleteById(deleted.id().value());
  }
}
