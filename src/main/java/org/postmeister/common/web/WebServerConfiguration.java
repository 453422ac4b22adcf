package org.postmeister.common.web;

import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Networks;
import org.postmeister.common.config.PublicUrl;
import org.postmeister.common.error.StartupException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Requests on virtual threads, so that a waiting request holds nothing that others need. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {

  /**
   * How much of an unread response the kernel may buffer: enough for fast connections, and little
   * enough that clients that never read do not fill the kernel's memory.
   */
  private static final int SEND_BUFFER = 128 * 1024;

  @Bean
  WebServerFactoryCustomizer<TomcatWebServerFactory> minimumRates(
      WebProperties properties, @Value("${postmeister.trusted-proxies}") String trustedProxies) {
    ConnectionsByAddress addresses =
        new ConnectionsByAddress(properties.connectionsPerAddress(), networks(trustedProxies));
    return factory -> {
      factory.setProtocol(MinimumRateProtocol.class.getName());
      factory.addProtocolHandlerCustomizers(handler -> {
        if (handler instanceof MinimumRateProtocol protocol) {
          protocol.limit(properties.limits(), addresses);
          protocol.setExecutor(new VirtualThreadExecutor("tomcat-handler-"));
          protocol.setProperty("socket.txBufSize", Integer.toString(SEND_BUFFER));
        }
      });
    };
  }

  /** After the valve that evaluates proxy headers, which Spring Boot adds. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> addressOfRequests(
      PublicUrl publicUrl) {
    return factory ->
        factory.addEngineValves(
            new RequestAddressValve(publicUrl.find().orElse(null)), new RemoteAddressValve());
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> pathOfSessions() {
    return factory -> factory.addContextCustomizers(SessionCookiePath::applyTo);
  }

  private static Networks networks(String text) {
    try {
      return Networks.of(text);
    } catch (InvalidValueException e) {
      throw new StartupException(
          "“" + text + "” in POSTMEISTER_TRUSTED_PROXIES is not a list of networks.",
          "Write networks such as 10.0.0.0/8, fd00::/8, separated by commas.",
          e);
    }
  }
}
