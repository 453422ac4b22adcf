package org.postmeister.delivery.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** Where a span is, as W3C Trace Context writes it and as it is stored with a message. */
final class TraceParent {

  private TraceParent() {}

  static String write(SpanContext span) {
    return String.join(
        "-", "00", span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  /** Invalid if it is not one of these. */
  static SpanContext read(String text) {
    String[] parts = text.split("-", -1);
    return parts.length != 4 || parts[3].length() != 2
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
  }
}
