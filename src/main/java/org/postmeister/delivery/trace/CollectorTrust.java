package org.postmeister.delivery.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import org.postmeister.common.config.TracingSwitch;
import org.postmeister.common.config.TrustedAuthorityStore;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** Trusts the authorities that all of Postmeister trusts, unless others are named. */
@Component
@Conditional(TracingSwitch.On.class)
class CollectorTrust implements OtlpHttpSpanExporterBuilderCustomizer {

  private final TrustedAuthorityStore authorities;
  private final OtlpTracingProperties properties;

  CollectorTrust(TrustedAuthorityStore authorities, OtlpTracingProperties properties) {
    this.authorities = authorities;
    this.properties = properties;
  }

  @Override
  public void customize(OtlpHttpSpanExporterBuilder builder) {
    if (properties.getSsl().getBundle() == null) {
      builder.setSslContext(authorities.tls(), authorities.trustManager());
    }
  }
}
