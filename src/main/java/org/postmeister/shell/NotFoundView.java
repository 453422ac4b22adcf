package org.postmeister.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.postmeister.common.error.AccessRefused;
import org.postmeister.security.CurrentUser;
import org.postmeister.tenantlist.ui.TenantView;
import org.springframework.context.ApplicationEventPublisher;

/** For URLs that do not exist, or not for this user. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NotFoundView extends ErrorPage implements HasErrorParameter<NotFoundException> {

  private final transient CurrentUser currentUser;
  private final transient ApplicationEventPublisher events;

  NotFoundView(CurrentUser currentUser, ApplicationEventPublisher events) {
    super(currentUser);
    this.currentUser = currentUser;
    this.events = events;
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    recordRefusal(event.getLocation().getPath());
    return showNotFound();
  }

  // A page that exists but is not for this user looks as if it did not exist. Tenants record this
  // themselves.
  private void recordRefusal(String path) {
    boolean isPage =
        RouteConfiguration.forApplicationScope()
            .getRoute(path)
            .filter(page -> page != TenantView.class)
            .isPresent();
    if (isPage && currentUser.find().isPresent()) {
      events.publishEvent(new AccessRefused("/" + path));
    }
  }
}
