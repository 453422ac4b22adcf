package org.postmeister.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.common.ui.PageHeader;

/** For addresses behind which there is nothing. */
@AnonymousAllowed
class NotFoundView extends Main implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

  @Override
  public String getPageTitle() {
    return getTranslation("not-found.title") + " – Postmeister";
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    addClassName("page");
    removeAll();
    add(
        new PageHeader("not-found.title", "not-found.text"),
        new RouterLink(getTranslation("not-found.home"), DashboardView.class));
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
