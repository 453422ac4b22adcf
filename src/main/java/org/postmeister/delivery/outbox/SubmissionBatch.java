package org.postmeister.delivery.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.message.PreparedMessage;
import org.postmeister.delivery.trace.AcceptSpan;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRoute;
import org.springframework.dao.DuplicateKeyException;

/** The way of many messages into the outbox. Not thread-safe. */
final class SubmissionBatch {

  // As many as are committed at once, and no more than that of large ones: prepared messages are in
  // memory several times.
  private static final int GROUP = 50;
  private static final long GROUP_OCTETS = 2_000_000;

  private final Outbox outbox;
  private final Function<List<PreparedMessage>, List<CompletableFuture<Optional<Outbox.Accepted>>>>
      store;
  private final BiFunction<NewMessage, @Nullable IdempotencyKey, Outbox.Accepted> alone;
  private final Consumer<NewMessage> check;

  /**
   * @param store begins to store a group, and returns what becomes of each message: empty if its
   *     route has changed since it was prepared
   * @param alone the way of a single message
   * @param check throws if a message must not be accepted
   */
  SubmissionBatch(
      Outbox outbox,
      Function<List<PreparedMessage>, List<CompletableFuture<Optional<Outbox.Accepted>>>> store,
      BiFunction<NewMessage, @Nullable IdempotencyKey, Outbox.Accepted> alone,
      Consumer<NewMessage> check) {
    this.outbox = outbox;
    this.store = store;
    this.alone = alone;
    this.check = check;
  }

  /** Where a message is in the batch. */
  private record Place(int number, AcceptSpan span) {}

  /** Messages that are being stored. */
  private record Group(
      List<Place> places, List<CompletableFuture<Optional<Outbox.Accepted>>> results) {}

  /**
   * @param routes the route that an owner's messages will probably take, null if unknown
   */
  List<OutboxWriter.Outcome> accept(
      List<OutboxWriter.Submission> all, Function<MailOwner, @Nullable MailRoute> routes) {
    OutboxWriter.@Nullable Outcome[] outcomes = new OutboxWriter.Outcome[all.size()];
    Set<IdempotencyKey> used = usedKeys(all);
    List<Integer> later = new ArrayList<>();
    Group flushing = new Group(List.of(), List.of());
    List<Place> places = new ArrayList<>();
    List<PreparedMessage> prepared = new ArrayList<>();
    long octets = 0;
    for (int i = 0; i < all.size(); i++) {
      NewMessage message = all.get(i).message();
      IdempotencyKey key = all.get(i).key();
      if (key != null && !used.add(key)) {
        // Its answer is that of the earlier one, which has to be stored first.
        later.add(i);
      } else {
        AcceptSpan span = outbox.accepting(message);
        try {
          PreparedMessage ready =
              span.during(() -> {
                check.accept(message);
                return outbox.prepareLikely(
                    message, key == null ? List.of() : List.of(key), routes.apply(message.owner()));
              });
          places.add(new Place(i, span));
          prepared.add(ready);
          octets += ready.size();
        } catch (RuntimeException e) {
          span.refused(e);
          outcomes[i] = new OutboxWriter.Outcome(null, e);
        }
      }
      if (prepared.size() == GROUP || octets > GROUP_OCTETS) {
        Group next = new Group(places, store.apply(prepared));
        finish(flushing, outcomes, later);
        flushing = next;
        places = new ArrayList<>();
        prepared = new ArrayList<>();
        octets = 0;
      }
    }
    Group last = new Group(places, store.apply(prepared));
    finish(flushing, outcomes, later);
    finish(last, outcomes, later);
    later.forEach(place -> outcomes[place] = alone(all.get(place)));
    return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
  }

  private Set<IdempotencyKey> usedKeys(List<OutboxWriter.Submission> all) {
    if (all.isEmpty()) {
      return Set.of();
    }
    MailOwner owner = all.getFirst().message().owner();
    Set<IdempotencyKey> keys =
        all.stream()
            .map(OutboxWriter.Submission::key)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new HashSet<>(outbox.used(Map.of(owner, keys)).getOrDefault(owner, Set.of()));
  }

  /**
   * @param later receives those that have to be submitted again, in a span of their own
   */
  private static void finish(
      Group group, OutboxWriter.@Nullable Outcome[] outcomes, List<Integer> later) {
    for (int i = 0; i < group.places().size(); i++) {
      int place = group.places().get(i).number();
      AcceptSpan span = group.places().get(i).span();
      try {
        OutboxWriter.joined(group.results().get(i))
            .ifPresentOrElse(
                accepted -> {
                  span.accepted(accepted.id());
                  outcomes[place] = new OutboxWriter.Outcome(accepted, null);
                },
                () -> later.add(place));
      } catch (DuplicateKeyException e) {
        // Somebody has submitted it at the same moment.
        later.add(place);
      } catch (RuntimeException e) {
        span.refused(e);
        outcomes[place] = new OutboxWriter.Outcome(null, e);
      }
    }
  }

  private OutboxWriter.Outcome alone(OutboxWriter.Submission submission) {
    try {
      check.accept(submission.message());
      return new OutboxWriter.Outcome(alone.apply(submission.message(), submission.key()), null);
    } catch (RuntimeException e) {
      return new OutboxWriter.Outcome(null, e);
    }
  }
}
