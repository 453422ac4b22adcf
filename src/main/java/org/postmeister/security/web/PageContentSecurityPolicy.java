package org.postmeister.security.web;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Lets pages of the console run only their own scripts (Content Security Policy Level 3),
 * identified by a nonce that is different each time. Two things had to stay: Vaadin's client turns
 * texts from the server into functions ({@code unsafe-eval}), and its components style themselves
 * ({@code style-src 'unsafe-inline'}); see docs/security.md.
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
