package org.postmeister.common.ui;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.rest.MemoryBudget;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What open pages keep: files that are to be sent, contents that somebody reads. However many pages
 * are open, and for however long, it is not more than there is memory for.
 */
@Component
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
