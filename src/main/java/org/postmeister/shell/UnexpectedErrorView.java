package org.postmeister.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.common.ui.PageHeader;

/** For views that cannot be opened for an unexpected reason. */
@AnonymousAllowed
class UnexpectedErrorView extends Main implements HasErrorParameter<Exception>, HasDynamicTitle {

  @Override
  public String getPageTitle() {
    return getTranslation("unexpected.title") + " – Postmeister";
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    String reference = UncaughtErrorHandler.report(parameter.getException());
    addClassName("page");
    removeAll();
    add(
        new PageHeader("unexpected.title", "unexpected.text"),
        new Paragraph(getTranslation("shell.unexpected", reference)),
        new RouterLink(getTranslation("not-found.home"), DashboardView.class));
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
