package org.postmeister.delivery.trace;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.StatusCode;
import org.postmeister.common.config.TracingSwitch;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Spans of what is posted to the HTTP API, in the trace of whoever posts it. They have what
 * Spring's metric of requests has, and not the URL, which can contain names of users.
 */
@Component
@Conditional(TracingSwitch.On.class)
class ApiRequestSpans
    extends PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> {

  private static final int SERVER_ERROR = 500;

  ApiRequestSpans(Tracer tracer, Propagator propagator) {
    super(tracer, propagator);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext request
        && request.getCarrier() != null
        && request.getCarrier().getMethod().equals("POST")
        && request
            .getCarrier()
            .getRequestURI()
            // With what a proxy has taken off.
            .startsWith(request.getCarrier().getContextPath() + "/api/v1/");
  }

  @Override
  public void tagSpan(ServerRequestObservationContext context, Span span) {
    context.getLowCardinalityKeyValues().forEach(tag -> span.tag(tag.getKey(), tag.getValue()));
  }

  /** What exceptions say may contain addresses. */
  @Override
  public void onError(ServerRequestObservationContext context) {}

  @Override
  public void customizeReceiverSpan(ServerRequestObservationContext context, Span span) {
    if (context.getResponse() == null || context.getResponse().getStatus() >= SERVER_ERROR) {
      OtelSpan.toOtel(span).setStatus(StatusCode.ERROR);
    }
  }
}
