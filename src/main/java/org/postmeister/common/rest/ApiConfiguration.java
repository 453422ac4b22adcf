package org.postmeister.common.rest;

import org.postmeister.common.Languages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The HTTP API as a whole: its languages and its memory. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  LocaleResolver localeResolver() {
    AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(Languages.ALL);
    resolver.setDefaultLocale(Languages.DEFAULT);
    return resolver;
  }

  /** For what comes in from outside, over whatever protocol. */
  @Bean
  MemoryBudget requestMemory() {
    return MemoryBudget.ofThisJvm();
  }
}
