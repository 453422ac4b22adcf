package org.postmeister.mailserver.spi;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a message can still be cancelled. It can until the end of its content is sent: from then
 * on the server may have accepted it, and only its reply tells.
 */
public final class HandOver {

  private enum State {
    OPEN,
    BEGUN,
    CANCELLED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  /**
   * Called by a transport before it sends the end of the content.
   *
   * @return false if the message has been cancelled and must not be sent
   */
  public boolean begin() {
    return state.compareAndSet(State.OPEN, State.BEGUN) || state.get() == State.BEGUN;
  }

  /** Whether the end of the content has been sent, or was about to be. */
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
