package org.postmeister.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.common.error.AccessRefused;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.security.CurrentUser;
import org.postmeister.tenantlist.ui.TenantView;
import org.springframework.context.ApplicationEventPublisher;

/** For URLs that do not exist, or not for this user. */
@AnonymousAllowed
class NotFoundView extends Main implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

  private final transient CurrentUser currentUser;
  private final transient ApplicationEventPublisher events;

  NotFoundView(CurrentUser currentUser, ApplicationEventPublisher events) {
    this.currentUser = currentUser;
    this.events = events;
  }

  @Override
  public String getPageTitle() {
    return getTranslation("not-found.title") + " – Postmeister";
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    recordRefusal(event.getLocation().getPath());
    addClassName("page");
    removeAll();
    add(
        new PageHeader("not-found.title", "not-found.text"),
        new RouterLink(getTranslation("not-found.home"), DashboardView.class));
    return HttpServletResponse.SC_NOT_FOUND;
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
