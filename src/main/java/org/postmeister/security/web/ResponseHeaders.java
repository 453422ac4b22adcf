package org.postmeister.security.web;

import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The security headers of every response. Spring Security adds its own: nosniff, no-store, no
 * frames, HSTS over HTTPS.
 */
final class ResponseHeaders {

  // For everything that is not a page: an API response, a file, an error.
  private static final String NO_PAGE =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String API_DESCRIPTION =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final String NO_DEVICES =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
          + " magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(),"
          + " screen-wake-lock=(), serial=(), usb=()";

  private ResponseHeaders() {}

  static void ofApi(HeadersConfigurer<HttpSecurity> headers) {
    // The first policy that is set wins.
    headers
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(policy -> policy.policy(NO_DEVICES))
        .addHeaderWriter(
            new DelegatingRequestMatcherHeaderWriter(
                PathPatternRequestMatcher.withDefaults().matcher("/api/v1/swagger-ui/**"),
                new ContentSecurityPolicyHeaderWriter(API_DESCRIPTION)))
        .addHeaderWriter(new ContentSecurityPolicyHeaderWriter(NO_PAGE));
  }

  static void ofConsole(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(policy -> policy.policy(NO_DEVICES))
        .contentSecurityPolicy(policy -> policy.policyDirectives(NO_PAGE))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .withObjectPostProcessor(new Early());
  }

  // Vaadin's servlet commits its response before they would be written.
  private static final class Early implements ObjectPostProcessor<HeaderWriterFilter> {
    @Override
    public <F extends HeaderWriterFilter> F postProcess(F filter) {
      filter.setShouldWriteHeadersEagerly(true);
      return filter;
    }
  }
}
