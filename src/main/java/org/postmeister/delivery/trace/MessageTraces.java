package org.postmeister.delivery.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.MessageOrigin;
import org.postmeister.delivery.message.NewMessage;
import org.postmeister.delivery.store.AttemptResult;
import org.postmeister.mailserver.spi.SendFailure;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Traces of messages: a span for each one's way into the outbox, and below it one for each attempt,
 * whenever and on whichever node that is. Without a collector there is no tracer, and nothing is
 * done. Spans contain no address, no subject and nothing that a server has said but its codes.
 */
@Component
public class MessageTraces {

  static final AttributeKey<Long> MESSAGE = AttributeKey.longKey("postmeister.message.id");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final AttributeKey<String> OWNER = AttributeKey.stringKey("postmeister.owner");
  private static final AttributeKey<String> VIA = AttributeKey.stringKey("postmeister.via");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("postmeister.attempt");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("postmeister.outcome");
  private static final AttributeKey<String> ENHANCED_STATUS =
      AttributeKey.stringKey("postmeister.enhanced_status");
  private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");

  private static final Pattern PORT = Pattern.compile(":[0-9]+$");

  private final @Nullable Tracer tracer;
  private final OwnerNames names;

  MessageTraces(ObjectProvider<Tracer> tracer, OwnerNames names) {
    this.tracer = tracer.getIfAvailable();
    this.names = names;
  }

  /** A message begins its way, as a part of the request that this thread answers. */
  public AcceptSpan accepting(NewMessage message) {
    if (tracer == null) {
      return AcceptSpan.NONE;
    }
    MessageOrigin.Via via = MessageOrigin.current().via();
    // A request of the HTTP API has a span of its own.
    SpanKind kind = via == MessageOrigin.Via.SMTP ? SpanKind.SERVER : SpanKind.INTERNAL;
    Span span = tracer.spanBuilder("accept message").setSpanKind(kind).startSpan();
    if (span.isRecording()) {
      span.setAttribute(OWNER, names.of(message.owner()));
      span.setAttribute(VIA, via.name().toLowerCase(Locale.ROOT));
    }
    return new AcceptSpan(span);
  }

  /** What is stored with a message that this thread prepares; null if it is not traced. */
  public @Nullable String parent() {
    if (tracer == null) {
      return null;
    }
    SpanContext current = Span.current().getSpanContext();
    return current.isSampled() ? TraceParent.write(current) : null;
  }

  /** An attempt has been recorded. */
  public void tried(AttemptResult result) {
    String parent = result.message().traceparent();
    if (tracer == null || parent == null) {
      return;
    }
    Attempt attempt = result.attempt();
    Span span =
        tracer
            .spanBuilder("deliver message")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(Span.wrap(TraceParent.read(parent))))
            .setStartTimestamp(attempt.at())
            .setAttribute(MESSAGE, result.message().id())
            .setAttribute(OWNER, names.of(result.message().owner()))
            .setAttribute(ATTEMPT, result.message().attempts() + 1L)
            .setAttribute(OUTCOME, attempt.outcome().name().toLowerCase(Locale.ROOT))
            .startSpan();
    if (attempt.server() != null) {
      span.setAttribute(SERVER, PORT.matcher(attempt.server()).replaceFirst(""));
    }
    if (attempt.enhancedStatus() != null) {
      span.setAttribute(ENHANCED_STATUS, attempt.enhancedStatus());
    }
    SendFailure failure = attempt.failure();
    if (failure != null) {
      span.setAttribute(ERROR, failure.code());
      span.setStatus(StatusCode.ERROR, failure.code());
    }
    span.end(attempt.at().plus(Objects.requireNonNullElse(attempt.duration(), Duration.ZERO)));
  }
}
