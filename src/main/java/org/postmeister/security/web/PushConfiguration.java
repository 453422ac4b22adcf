package org.postmeister.security.web;

import com.vaadin.flow.server.HandlerHelper;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.SpringServlet;
import jakarta.servlet.http.HttpServletResponse;
import org.atmosphere.cpr.ApplicationConfig;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the push channel one-way. */
@Configuration(proxyBeanMethods = false)
class PushConfiguration {

  /** Atmosphere reads its settings from the init parameters of Vaadin's servlet. */
  @Bean
  static BeanPostProcessor pushOnly() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof ServletRegistrationBean<?> registration
            && registration.getServlet() instanceof SpringServlet) {
          registration.addInitParameter(
              ApplicationConfig.WEBSOCKET_PROTOCOL, PushOnly.class.getName());
        }
        return bean;
      }
    };
  }

  /**
   * Without a WebSocket, Atmosphere accepts the same messages as requests; the console sends none.
   */
  @Bean
  VaadinServiceInitListener noPostedPush() {
    return init ->
        init.addRequestHandler((session, request, response) -> {
          boolean posted =
              "POST".equals(request.getMethod())
                  && HandlerHelper.isRequestType(request, HandlerHelper.RequestType.PUSH);
          if (posted) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Push only");
          }
          return posted;
        });
  }
}
