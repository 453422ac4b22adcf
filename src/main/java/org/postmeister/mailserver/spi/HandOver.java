package org.postmeister.mailserver.spi;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a message can still be cancelled. It can until the end of its content goes out: from then
 * on the server may have taken it, and only its answer tells.
 */
public final class HandOver {

  private enum State {
    OPEN,
    BEGUN,
    CANCELLED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /**
   * Called by a transport before the end of the content goes out.
   *
   * @return false if the message has been cancelled and must not go out
   */
  public boolean begin() {
    return state.compareAndSet(State.OPEN, State.BEGUN) || state.get() == State.BEGUN;
  }

  /** Whether the end of the content has gone out, or was about to. */
  public boolean hasBegun() {
    return state.get() == State.BEGUN;
  }

  /**
   * Cancels the message.
   *
   * @return false if it is too late
   */
  public boolean cancel() {
    return state.compareAndSet(State.OPEN, State.CANCELLED) || state.get() == State.CANCELLED;
  }
}
