package org.postmeister.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.security.CurrentUser;
import org.springframework.security.access.AccessDeniedException;

/** For views that cannot be opened: because of a fault, or because what they show is not there. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class UnexpectedErrorView extends ErrorPage implements HasErrorParameter<Exception> {

  UnexpectedErrorView(CurrentUser currentUser) {
    super(currentUser);
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    Throwable cause = Fault.cause(parameter.getCaughtException());
    return switch (cause) {
      case AccessDeniedException denied -> showNotFound();
      case BrokenRuleException broken when broken.kind() == BrokenRuleException.Kind.NOT_FOUND ->
          showNotFound();
      default -> showFault(parameter.getCaughtException(), cause);
    };
  }

  private int showFault(Exception failure, Throwable cause) {
    String reference = Fault.report(failure);
    boolean database = DatabaseFailure.isOfDatabase(cause);
    showFault(database ? DatabaseFailure.messageKey(cause) : "unexpected.text", reference);
    return database
        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
