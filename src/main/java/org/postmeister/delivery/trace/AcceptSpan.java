package org.postmeister.delivery.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;

/**
 * A message's way into the outbox. One that neither {@link #accepted} nor {@link #refused} is told
 * of is never sent.
 */
public final class AcceptSpan {

  static final AcceptSpan NONE = new AcceptSpan(null);

  private final @Nullable Span span;

  AcceptSpan(@Nullable Span span) {
    this.span = span;
  }

  /**
   * All of the way.
   *
   * @param id of the message that came out of it
   */
  public <T> T around(Supplier<T> way, ToLongFunction<T> id) {
    if (span == null) {
      return way.get();
    }
    try {
      T arrived = during(way);
      accepted(id.applyAsLong(arrived));
      return arrived;
    } catch (RuntimeException e) {
      refused(e);
      throw e;
    }
  }

  /** A part of the way: what is prepared by it is delivered in this span's trace. */
  public <T> T during(Supplier<T> step) {
    if (span == null) {
      return step.get();
    }
    try (Scope _ = span.makeCurrent()) {
      return step.get();
    }
  }

  public void accepted(long message) {
    if (span != null) {
      span.setAttribute(MessageTraces.MESSAGE, message);
      span.end();
    }
  }

  /** Exceptions are not recorded as such: what they say may contain addresses. */
  public void refused(RuntimeException refusal) {
    if (span != null) {
      String reason =
          refusal instanceof BrokenRuleException rule
              ? rule.code()
              : refusal.getClass().getSimpleName();
      span.setAttribute(MessageTraces.ERROR, reason);
      span.setStatus(StatusCode.ERROR, reason);
      span.end();
    }
  }
}
