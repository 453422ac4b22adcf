package org.postmeister.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes messages into the outbox for those who have no transaction of their own. What many hand
 * over at the same moment is committed together: writing each commit through to the disk is what
 * costs most. Nobody waits for more to come.
 */
@Component
class Acceptance {

  private static final int MOST = 50;
  // Larger ones are stored alone: they would only keep others waiting.
  private static final long LARGE = 200_000;

  private final Outbox outbox;
  private final TransactionOperations transaction;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final Lock storing = new ReentrantLock();

  Acceptance(Outbox outbox, PlatformTransactionManager transactions) {
    this.outbox = outbox;
    // Nobody may be told that a message is accepted before it is committed.
    TransactionTemplate own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.transaction = own;
  }

  private record Waiting(PreparedMessage message, CompletableFuture<Outbox.Accepted> result) {}

  /**
   * Stores a message for good; returns and throws as {@link Outbox#enqueue}.
   *
   * @param key the same key and message again stores nothing; null to store it in any case
   */
  Outbox.Accepted accept(NewMessage message, @Nullable IdempotencyKey key) {
    return outbox
        .known(message, key)
        .orElseGet(() -> {
          PreparedMessage prepared = outbox.prepare(message, key);
          return prepared.size() > LARGE ? storeAlone(prepared) : storeTogether(prepared);
        });
  }

  // Whoever gets the lock stores what others have put into the queue meanwhile.
  private Outbox.Accepted storeTogether(PreparedMessage message) {
    Waiting own = new Waiting(message, new CompletableFuture<>());
    queue.add(own);
    while (!own.result().isDone()) {
      storing.lock();
      try {
        if (!own.result().isDone()) {
          store(next());
        }
      } finally {
        storing.unlock();
      }
    }
    try {
      return own.result().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private List<Waiting> next() {
    List<Waiting> batch = new ArrayList<>();
    Waiting waiting = queue.poll();
    while (waiting != null) {
      batch.add(waiting);
      waiting = batch.size() < MOST ? queue.poll() : null;
    }
    return batch;
  }

  private void store(List<Waiting> batch) {
    try {
      List<Outbox.Accepted> accepted =
          transaction.execute(
              status -> outbox.store(batch.stream().map(Waiting::message).toList()));
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result().complete(accepted.get(i));
      }
    } catch (DuplicateKeyException e) {
      // One of them was sent twice at the same moment; the others have nothing to do with it.
      batch.forEach(this::storeAlone);
    } catch (RuntimeException | Error e) {
      batch.forEach(waiting -> waiting.result().completeExceptionally(e));
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  private void storeAlone(Waiting waiting) {
    try {
      waiting.result().complete(storeAlone(waiting.message()));
    } catch (RuntimeException e) {
      waiting.result().completeExceptionally(e);
    }
  }

  private Outbox.Accepted storeAlone(PreparedMessage message) {
    try {
      return transaction.execute(status -> outbox.store(List.of(message)).getFirst());
    } catch (DuplicateKeyException e) {
      return outbox.known(message.message(), message.key()).orElseThrow(() -> e);
    }
  }
}
