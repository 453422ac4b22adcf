package org.postmeister.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Languages;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.storage.DatabaseFailure;
import org.postmeister.common.ui.UiThread;
import org.postmeister.security.CurrentUser;
import org.springframework.context.MessageSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Unexpected exceptions: logged with a reference, which is shown to the user. */
@Component
class UncaughtErrorHandler implements VaadinServiceInitListener, ErrorHandler {

  private final transient MessageSource messages;
  private final transient CurrentUser currentUser;

  UncaughtErrorHandler(MessageSource messages, CurrentUser currentUser) {
    this.messages = messages;
    this.currentUser = currentUser;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(this));
  }

  @Override
  public void error(ErrorEvent event) {
    UI ui = UI.getCurrent();
    FaultNotice.Told told = tell(event.getThrowable(), ui);
    if (ui != null) {
      UiThread.later(ui, () -> FaultNotice.show(ui, told));
    }
  }

  // Rights or objects may have gone since the page was opened; that is not an error.
  private FaultNotice.Told tell(Throwable failure, @Nullable UI ui) {
    Locale locale = ui == null ? Languages.DEFAULT : Languages.supported(ui.getLocale());
    return switch (Fault.cause(failure)) {
      case AccessDeniedException denied ->
          new FaultNotice.Told(messages.getMessage("shell.denied", null, locale), null);
      case ConcurrencyFailureException concurrent ->
          new FaultNotice.Told(messages.getMessage(new VersionConflictException(), locale), null);
      case DataIntegrityViolationException concurrent ->
          new FaultNotice.Told(messages.getMessage(new VersionConflictException(), locale), null);
      case BrokenRuleException broken ->
          new FaultNotice.Told(messages.getMessage(broken, locale), null);
      default -> unexpected(failure, locale);
    };
  }

  private FaultNotice.Told unexpected(Throwable failure, Locale locale) {
    String reference = Fault.report(failure);
    VaadinRequest request = VaadinRequest.getCurrent();
    if (request != null) {
      // Of a request that cannot go on, the browser itself says so.
      request.setAttribute(ConnectionTexts.REFERENCE, reference);
    }
    Throwable cause = Fault.cause(failure);
    String happened =
        messages.getMessage(
            DatabaseFailure.isOfDatabase(cause)
                ? DatabaseFailure.messageKey(cause)
                : "unexpected.action",
            null,
            locale);
    String advice =
        messages.getMessage(
            Reader.of(currentUser).faultAdviceKey(), new Object[] {reference}, locale);
    return new FaultNotice.Told(happened + " " + advice, reference);
  }
}
