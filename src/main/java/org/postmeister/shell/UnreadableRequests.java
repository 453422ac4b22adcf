package org.postmeister.shell;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Requests that Tomcat cannot even read, such as those for an address that is none, reach no
 * controller. They get the same page, in place of Tomcat's own.
 */
@Component
class UnreadableRequests implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final Logger log = LoggerFactory.getLogger(UnreadableRequests.class);

  private final HttpErrorPage page;

  UnreadableRequests(HttpErrorPage page) {
    this.page = page;
  }

  // Nearer to the applications than the one that Spring Boot adds, so that it comes first.
  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new PageValve()));
  }

  private final class PageValve extends ErrorReportValve {

    PageValve() {
      setShowServerInfo(false);
      setShowReport(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      boolean open =
          response.isError() && response.getContentWritten() == 0 && response.setErrorReported();
      if (!open || status == null) {
        return;
      }
      try {
        page.write(request, response, status, HttpErrorPage.Said.of(status), null);
        response.finishResponse();
      } catch (IOException | RuntimeException e) {
        log.debug("A response to an unreadable request could not be written", e);
      }
    }
  }
}
