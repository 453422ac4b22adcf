package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.rest.MemoryBudget;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What open pages keep: files that are to be sent, contents that somebody reads. However many pages
 * are open, and for however long, it is not more than there is memory for.
 */
@org.springframework.stereotype.Component
public class PageMemory {

  // Half of what requests have, which are over in a moment.
  private static final int PART = 32;

  private final MemoryBudget budget;

  @Autowired
  PageMemory() {
    this(MemoryBudget.partOfThisJvm(PART));
  }

  PageMemory(MemoryBudget budget) {
    this.budget = budget;
  }

  /** For one page, which has to close it when it goes. */
  public Kept keep() {
    return new Kept();
  }

  /**
   * For a component, as long as it is attached.
   *
   * @return where it finds room, if there is any; for any thread
   */
  public LongFunction<Optional<MemoryBudget.Room>> whileAttached(Component component) {
    AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
    component.addAttachListener(attached -> kept.set(keep()));
    component.addDetachListener(detached -> {
      Kept left = kept.getAndSet(null);
      if (left != null) {
        left.close();
      }
    });
    return octets -> {
      Kept now = kept.get();
      return now == null ? Optional.empty() : now.take(octets);
    };
  }

  /** What one page keeps; for any thread. */
  public final class Kept implements AutoCloseable {

    private final Set<Piece> pieces = new HashSet<>();
    private boolean closed;

    private Kept() {}

    /**
     * Takes room for one piece; it is given back with the page at the latest.
     *
     * @return empty if there is none at the moment, or the page has gone
     */
    public synchronized Optional<MemoryBudget.Room> take(long octets) {
      return closed ? Optional.empty() : budget.takeNow(octets).map(this::add);
    }

    private MemoryBudget.Room add(MemoryBudget.Room room) {
      Piece piece = new Piece(room);
      pieces.add(piece);
      return piece;
    }

    private synchronized void remove(Piece piece) {
      if (pieces.remove(piece)) {
        piece.room.close();
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      Set.copyOf(pieces).forEach(this::remove);
    }

    private final class Piece implements MemoryBudget.Room {

      private final MemoryBudget.Room room;

      private Piece(MemoryBudget.Room room) {
        this.room = room;
      }

      @Override
      public void close() {
        remove(this);
      }
    }
  }
}
