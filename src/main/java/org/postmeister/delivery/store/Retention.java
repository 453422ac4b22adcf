package org.postmeister.delivery.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.DeliveryProperties;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.TenantNames;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes what has been kept long enough: first the contents of messages, later the messages. */
@Component
public class Retention {

  private static final int AT_ONCE = 500;
  // More than accumulates between two runs, unless all nodes were down.
  private static final Duration LOOK_BACK = Duration.ofHours(6);

  private final StoredMessages messages;
  private final TenantNames names;
  private final MessageContents contents;
  private final TransactionOperations transaction;
  private final DeliveryProperties properties;
  private final Clock clock;
  private volatile boolean firstRun = true;

  Retention(
      StoredMessages messages,
      TenantNames names,
      MessageContents contents,
      TransactionOperations transaction,
      DeliveryProperties properties,
      Clock clock) {
    this.messages = messages;
    this.names = names;
    this.contents = contents;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Deletes what is due.
   *
   * @param done up to when the contents of ended messages have already been deleted
   * @return up to when they are now
   */
  public Instant run(Instant done) {
    Instant now = clock.instant();
    deleteOfNobody();
    deleteMessages(now.minus(properties.keepLog()));
    contents.deleteConfidential(firstRun ? done : now.minus(LOOK_BACK));
    firstRun = false;
    return deleteContents(done, now.minus(properties.keepBodies()));
  }

  // Messages accepted while their tenant was being deleted, and those that were too many to be
  // deleted with it.
  private void deleteOfNobody() {
    List<TenantId> all =
        messages.owners().stream().flatMap(owner -> owner.tenant().stream()).toList();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<TenantId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Set<TenantId> known = names.namesOf(some).keySet();
      List<MailOwner> gone =
          some.stream().filter(tenant -> !known.contains(tenant)).map(MailOwner::of).toList();
      if (!gone.isEmpty()) {
        deleteOf(gone);
      }
    }
  }

  private void deleteOf(List<MailOwner> owners) {
    List<Long> ids;
    do {
      ids = messages.idsOf(owners, AT_ONCE);
      List<Long> batch = ids;
      transaction.executeWithoutResult(status -> messages.delete(batch));
    } while (ids.size() == AT_ONCE);
  }

  // In small transactions, so that nobody waits for them.
  private void deleteMessages(Instant end) {
    List<Long> ids;
    do {
      ids = messages.endedBefore(end, AT_ONCE);
      List<Long> batch = ids;
      transaction.executeWithoutResult(status -> messages.delete(batch));
    } while (ids.size() == AT_ONCE);
  }

  private Instant deleteContents(Instant from, Instant end) {
    StoredMessages.Ended last = new StoredMessages.Ended(0, from);
    List<StoredMessages.Ended> batch;
    do {
      batch = messages.endedBetween(last.at(), last.id(), end, AT_ONCE);
      List<Long> ids = batch.stream().map(StoredMessages.Ended::id).toList();
      transaction.executeWithoutResult(status -> contents.delete(ids));
      last = batch.isEmpty() ? last : batch.getLast();
    } while (batch.size() == AT_ONCE);
    return end.isAfter(from) ? end : from;
  }
}
