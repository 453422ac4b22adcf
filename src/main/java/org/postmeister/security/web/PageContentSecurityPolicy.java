package org.postmeister.security.web;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Lets pages of the console run only scripts that they came with (Content Security Policy Level 3),
 * known by a number that is another one each time. Two things had to stay: Vaadin's client makes
 * functions of texts that the server sends ({@code unsafe-eval}), and its components style
 * themselves ({@code style-src 'unsafe-inline'}); docs/security.md says more.
 */
@Component
class PageContentSecurityPolicy implements VaadinServiceInitListener, IndexHtmlRequestListener {

  private static final String POLICY =
      "default-src 'none';"
          + " script-src 'nonce-NONCE' 'strict-dynamic' 'unsafe-eval';"
          + " style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:;"
          + " font-src 'self' data:;"
          + " connect-src 'self';"
          + " form-action 'self';"
          + " base-uri 'self';"
          + " frame-src 'none';"
          + " frame-ancestors 'none'";
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.addIndexHtmlRequestListener(this);
  }

  @Override
  public void modifyIndexHtmlResponse(IndexHtmlResponse page) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    page.getDocument().getElementsByTag("script").attr("nonce", nonce);
    page.getVaadinResponse().setHeader("Content-Security-Policy", POLICY.replace("NONCE", nonce));
  }
}
