package org.postmeister.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Languages;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.UiThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Unexpected exceptions: logged with a reference, which is shown to the user. */
@Component
class UncaughtErrorHandler implements VaadinServiceInitListener, ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(UncaughtErrorHandler.class);

  private final transient MessageSource messages;

  UncaughtErrorHandler(MessageSource messages) {
    this.messages = messages;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(this));
  }

  @Override
  public void error(ErrorEvent event) {
    UI ui = UI.getCurrent();
    String text = textFor(event.getThrowable(), ui);
    if (ui != null) {
      UiThread.later(ui, () -> show(ui, text));
    }
  }

  // Rights or objects may have gone since the page was opened; that is not an error.
  private String textFor(Throwable failure, @Nullable UI ui) {
    Locale locale = ui == null ? Languages.DEFAULT : Languages.supported(ui.getLocale());
    return switch (failure) {
      case AccessDeniedException denied -> messages.getMessage("shell.denied", null, locale);
      case ConcurrencyFailureException concurrent ->
          messages.getMessage(new VersionConflictException(), locale);
      case DataIntegrityViolationException concurrent ->
          messages.getMessage(new VersionConflictException(), locale);
      case BrokenRuleException broken -> messages.getMessage(broken, locale);
      default -> messages.getMessage("shell.unexpected", new Object[] {report(failure)}, locale);
    };
  }

  /**
   * Logs what happened.
   *
   * @return the reference
   */
  static String report(Throwable failure) {
    String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    log.error("Unexpected error, reference {}", reference, failure);
    return reference;
  }

  private static void show(UI ui, String text) {
    Notification notification = new Notification();
    notification.addThemeVariants(NotificationVariant.ERROR);
    notification.setPosition(Notification.Position.MIDDLE);
    Button close = new Button(ui.getTranslation("shell.close"), click -> notification.close());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    notification.add(new Span(text), close);
    notification.open();
  }
}
