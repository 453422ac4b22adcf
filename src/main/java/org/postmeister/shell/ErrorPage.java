package org.postmeister.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.RouterLink;
import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.ui.LoginView;

/** In place of a page that cannot be shown: what happened, what to do, and where to go on. */
abstract class ErrorPage extends Main implements HasDynamicTitle {

  private final transient CurrentUser currentUser;
  private String titleKey = "not-found.title";

  ErrorPage(CurrentUser currentUser) {
    this.currentUser = currentUser;
    addClassNames("page", "error-page");
  }

  /** What the page is about. */
  final String title() {
    return getTranslation(titleKey);
  }

  @Override
  public final String getPageTitle() {
    return title() + " – Postmeister";
  }

  /**
   * Says that there is nothing here. It is the same for what does not exist and for what is not for
   * this user: nobody can tell the two apart.
   *
   * @return the HTTP status
   */
  final int showNotFound() {
    Reader reader = Reader.of(currentUser);
    show("not-found.title", reader.missingKey(), getTranslation(reader.missingAdviceKey()));
    return HttpServletResponse.SC_NOT_FOUND;
  }

  /**
   * Says that the page cannot be shown, and what the reader can do about it.
   *
   * @param reference under which the log has the fault
   */
  final void showFault(String sentenceKey, String reference) {
    show(
        "unexpected.title",
        sentenceKey,
        getTranslation(Reader.of(currentUser).faultAdviceKey(), reference));
  }

  private void show(String title, String sentence, String advice) {
    titleKey = title;
    removeAll();
    Div ways = new Div(way());
    ways.addClassName("form-actions");
    add(new PageHeader(title, sentence), new Paragraph(advice), ways);
  }

  private RouterLink way() {
    return switch (Reader.of(currentUser)) {
      case ANYBODY -> new RouterLink(getTranslation("login.submit"), LoginView.class);
      case SYSTEM, TENANT -> new RouterLink(getTranslation("not-found.home"), DashboardView.class);
    };
  }
}
