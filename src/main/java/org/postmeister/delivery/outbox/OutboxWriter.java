package org.postmeister.delivery.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.storage.UncertainCommitException;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.message.PreparedMessage;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Accepts messages into the outbox for callers without a transaction. Messages submitted at the
 * same moment are committed together, since flushing each commit to disk is the largest cost.
 * Nothing waits for more to come.
 */
@Component
public class OutboxWriter {

  private static final int MOST = 50;
  // While one group is being flushed, the next starts if it is worth a commit: with a distant
  // database, each costs four round trips.
  private static final int WRITING_AT_ONCE = 2;
  private static final int WORTH_WRITING = 10;
  // Larger ones are stored alone: they would only hold up the others.
  private static final long LARGE = 200_000;
  private static final int REMEMBERED = 10_000;

  private final Outbox outbox;
  private final SendingServerResolver servers;
  private final TransactionOperations transaction;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger writing = new AtomicInteger();
  private final ExecutorService writers =
      Executors.newFixedThreadPool(
          WRITING_AT_ONCE, Thread.ofPlatform().name("outbox-writer-", 0).factory());
  // Messages are rendered for the route that the last one took; whether it is still the route is
  // checked when they are stored, once for all of a tenant's messages.
  private final Cache<MailOwner, MailRoute> lastRoutes =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  OutboxWriter(
      Outbox outbox,
      SendingServerResolver servers,
      // Nobody may be told that a message is accepted before it is committed.
      @Qualifier("separateTransactions") TransactionOperations transaction) {
    this.outbox = outbox;
    this.servers = servers;
    this.transaction = transaction;
  }

  /**
   * @param result empty if the route has changed since the message was rendered
   */
  private record Waiting(
      PreparedMessage message, CompletableFuture<Optional<Outbox.Accepted>> result) {

    MailOwner owner() {
      return message.message().owner();
    }
  }

  /**
   * What became of one in a group.
   *
   * @param accepted null if it has not been stored
   * @param known whether that is because one that is the same was stored before, else its route has
   *     changed
   */
  private record Result(Outbox.@Nullable Accepted accepted, boolean known) {

    void tell(Waiting waiting) {
      if (known) {
        waiting.result().completeExceptionally(new DuplicateKeyException("Stored before"));
      } else {
        waiting.result().complete(Optional.ofNullable(accepted));
      }
    }
  }

  /**
   * Stores a message durably; returns and throws like {@link Outbox#enqueue}.
   *
   * @param key with the same key and message again, nothing is stored; null to store it in any case
   */
  public Outbox.Accepted accept(NewMessage message, @Nullable IdempotencyKey key) {
    return acceptOnce(message, key == null ? List.of() : List.of(key));
  }

  /** The same for a message that is recognized by several keys, the first of which it will have. */
  public Outbox.Accepted acceptOnce(NewMessage message, List<IdempotencyKey> keys) {
    return outbox.accept(message, keys, lastRoutes.getIfPresent(message.owner()), this::store);
  }

  /** One of several messages; the key as for {@link #accept}. */
  public record Submission(NewMessage message, @Nullable IdempotencyKey key) {}

  /** What became of one of several messages: accepted, or refused as {@link #accept} throws. */
  public record Outcome(Outbox.@Nullable Accepted accepted, @Nullable RuntimeException refusal) {}

  /**
   * Stores messages of one owner durably, each judged by itself; in groups, one of which is flushed
   * while the next is prepared.
   *
   * @param check throws if a message must not be accepted
   * @return what became of each, in the same order
   */
  public List<Outcome> acceptAll(List<Submission> submissions, Consumer<NewMessage> check) {
    return new SubmissionBatch(outbox, this::storeTogetherWithOthers, this::accept, check)
        .accept(submissions, lastRoutes::getIfPresent);
  }

  private Optional<Outbox.Accepted> store(PreparedMessage message) {
    return joined(storeTogetherWithOthers(List.of(message)).getFirst());
  }

  /** What becomes of messages; empty if the route has changed since they were rendered. */
  private List<CompletableFuture<Optional<Outbox.Accepted>>> storeTogetherWithOthers(
      List<PreparedMessage> messages) {
    List<Waiting> all =
        messages.stream().map(message -> new Waiting(message, new CompletableFuture<>())).toList();
    List<Waiting> small =
        all.stream().filter(waiting -> waiting.message().size() <= LARGE).toList();
    if (!small.isEmpty()) {
      queue.addAll(small);
      writers.execute(this::storeWaiting);
    }
    all.stream()
        .filter(waiting -> waiting.message().size() > LARGE)
        .forEach(waiting -> store(List.of(waiting), true));
    return all.stream().map(Waiting::result).toList();
  }

  static Optional<Outbox.Accepted> joined(CompletableFuture<Optional<Outbox.Accepted>> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  // Has nothing to do if its message was stored with earlier ones, or is left to the current
  // writer, which looks again when it is done.
  private void storeWaiting() {
    while (!queue.isEmpty() && mayWrite()) {
      try {
        List<Waiting> batch = new ArrayList<>(MOST);
        queue.drainTo(batch, MOST);
        if (!batch.isEmpty()) {
          store(batch, true);
        }
      } finally {
        writing.decrementAndGet();
      }
    }
  }

  private boolean mayWrite() {
    int others = writing.get();
    return (others == 0 || queue.size() >= WORTH_WRITING)
        && others < WRITING_AT_ONCE
        && (writing.compareAndSet(others, others + 1) || mayWrite());
  }

  /**
   * @param again whether what may be stored or not is stored again
   */
  private void store(List<Waiting> batch, boolean again) {
    try {
      List<Result> results = storeTogether(batch);
      for (int i = 0; i < batch.size(); i++) {
        results.get(i).tell(batch.get(i));
      }
    } catch (DataIntegrityViolationException | IllegalArgumentException | IllegalStateException e) {
      if (batch.size() > 1) {
        // One of them was submitted twice at the same moment, or its server cannot be read; the
        // others are not affected.
        batch.forEach(waiting -> store(List.of(waiting), again));
      } else {
        batch.getFirst().result().completeExceptionally(e);
      }
    } catch (UncertainCommitException e) {
      // By its key it is found if it is stored; without one, only the submitter can know.
      Map<Boolean, List<Waiting>> recognized =
          batch.stream()
              .collect(
                  Collectors.partitioningBy(
                      waiting -> again && !waiting.message().keys().isEmpty()));
      recognized
          .getOrDefault(false, List.of())
          .forEach(waiting -> waiting.result().completeExceptionally(e));
      List<Waiting> rest = recognized.getOrDefault(true, List.of());
      if (!rest.isEmpty()) {
        store(rest, false);
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(waiting -> waiting.result().completeExceptionally(e));
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  private List<Result> storeTogether(List<Waiting> batch) {
    try {
      return transaction.execute(status -> storeWhatStillLeaves(batch));
    } catch (PessimisticLockingFailureException e) {
      // Nothing that the submitter of a message could have caused.
      throw new TransientDataAccessResourceException("The outbox is being waited for", e);
    }
  }

  private List<Result> storeWhatStillLeaves(List<Waiting> batch) {
    Set<MailOwner> owners = batch.stream().map(Waiting::owner).collect(Collectors.toSet());
    Map<MailOwner, MailRoute> routes =
        new HashMap<>(owners.size() > 1 ? servers.resolveAll(owners) : Map.of());
    // Alone, so that the exception tells what is wrong with it.
    owners.forEach(owner -> routes.computeIfAbsent(owner, servers::resolve));
    lastRoutes.putAll(routes);
    Set<Waiting> known = known(batch);
    Predicate<Waiting> leaves =
        waiting ->
            !known.contains(waiting)
                && waiting.message().route().equals(routes.get(waiting.owner()));
    List<PreparedMessage> leaving = batch.stream().filter(leaves).map(Waiting::message).toList();
    Iterator<Outbox.Accepted> accepted =
        leaving.isEmpty() ? Collections.emptyIterator() : outbox.store(leaving).iterator();
    return batch.stream()
        .map(waiting ->
            new Result(leaves.test(waiting) ? accepted.next() : null, known.contains(waiting)))
        .toList();
  }

  // Those of which one is stored that is the same, looked up once for all.
  private Set<Waiting> known(List<Waiting> batch) {
    Map<MailOwner, Set<IdempotencyKey>> used =
        outbox.used(
            batch.stream()
                .collect(
                    Collectors.groupingBy(
                        Waiting::owner,
                        Collectors.flatMapping(
                            waiting -> waiting.message().keys().stream(), Collectors.toSet()))));
    return batch.stream()
        .filter(waiting ->
            waiting.message().keys().stream()
                .anyMatch(used.getOrDefault(waiting.owner(), Set.of())::contains))
        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  @PreDestroy
  void stop() {
    writers.shutdown();
  }
}
