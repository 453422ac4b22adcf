package org.postmeister.common.rest;

import org.postmeister.common.Languages;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The HTTP API as a whole: its languages and its memory. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

  @Bean
  LocaleResolver localeResolver() {
    AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(Languages.ALL);
    resolver.setDefaultLocale(Languages.DEFAULT);
    return resolver;
  }

  /**
   * What is polled need not be sent again while it is the same. Responses of any length that are
   * written piece by piece have none.
   */
  @Bean
  FilterRegistrationBean<PolledResponses> polledResponses() {
    FilterRegistrationBean<PolledResponses> filter =
        new FilterRegistrationBean<>(new PolledResponses());
    filter.addUrlPatterns("/api/v1/*");
    return filter;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Deprecations()).addPathPatterns("/api/v1/**");
  }

  /** For what comes in from outside, over whatever protocol. */
  @Bean
  MemoryBudget requestMemory() {
    return MemoryBudget.ofThisJvm();
  }
}
