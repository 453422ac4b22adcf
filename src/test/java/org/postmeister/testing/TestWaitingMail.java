package org.postmeister.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postmeister.common.TenantId;
import org.postmeister.tenant.WaitingMail;
import org.springframework.boot.test.context.TestComponent;

/** Mail that waits because a test says so. */
@TestComponent
public class TestWaitingMail implements WaitingMail {

  private final Map<TenantId, Long> waiting = new ConcurrentHashMap<>();

  public void set(TenantId tenant, long count) {
    waiting.put(tenant, count);
  }

  @Override
  public long countFor(TenantId tenant) {
    return waiting.getOrDefault(tenant, 0L);
  }
}
