package org.postmeister.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.postmeister.common.TenantDeleted;
import org.postmeister.common.TenantId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Caches which tenant has which name, for programs that name theirs with each of many requests a
 * second. A name never changes; that of a deleted tenant may be reused.
 */
@Component
class TenantIds {

  private static final Duration MOMENT = Duration.ofSeconds(10);
  private static final int MOST = 100_000;

  private final Cache<String, TenantId> known =
      Caffeine.newBuilder().expireAfterWrite(MOMENT).maximumSize(MOST).build();
  private final TenantRows rows;

  TenantIds(TenantRows rows) {
    this.rows = rows;
  }

  /**
   * @param nameKey the name in its unique form
   */
  Optional<TenantId> find(String nameKey) {
    return Optional.ofNullable(known.getIfPresent(nameKey))
        .or(() -> {
          Optional<TenantId> found = rows.findByNameKey(nameKey).map(row -> row.toTenant().id());
          found.ifPresent(id -> known.put(nameKey, id));
          return found;
        });
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(TenantChanged changed) {
    known.invalidate(changed.tenant().name().key());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(TenantDeleted deleted) {
    known.asMap().values().removeIf(deleted.id()::equals);
  }
}
