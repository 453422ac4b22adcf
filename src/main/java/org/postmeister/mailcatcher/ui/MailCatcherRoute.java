package org.postmeister.mailcatcher.ui;

import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.postmeister.mailcatcher.MailCatcher;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Adds the catcher's view to the console if there is a catcher. */
@Component
@ConditionalOnProperty(MailCatcher.PORT)
class MailCatcherRoute implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent event) {
    RouteConfiguration routes = RouteConfiguration.forApplicationScope();
    if (!routes.isPathAvailable(MailCatcherView.ROUTE)) {
      routes.setAnnotatedRoute(MailCatcherView.class);
    }
  }
}
