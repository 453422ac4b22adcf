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
import java.util.concurrent.ThreadLocalRandom;
import org.postmeister.common.ui.UiThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What nobody foresaw: logged with a reference, and the reference shown to the person. */
@Component
class UncaughtErrors implements VaadinServiceInitListener, ErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(UncaughtErrors.class);

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(this));
  }

  @Override
  public void error(ErrorEvent event) {
    String reference = report(event.getThrowable());
    UI ui = UI.getCurrent();
    if (ui != null) {
      UiThread.later(ui, () -> show(ui, reference));
    }
  }

  /**
   * Logs what happened.
   *
   * @return under which reference
   */
  static String report(Throwable failure) {
    String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    log.error("Unexpected error, reference {}", reference, failure);
    return reference;
  }

  private static void show(UI ui, String reference) {
    Notification notification = new Notification();
    notification.addThemeVariants(NotificationVariant.ERROR);
    notification.setPosition(Notification.Position.MIDDLE);
    Button close = new Button(ui.getTranslation("shell.close"), click -> notification.close());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    notification.add(new Span(ui.getTranslation("shell.unexpected", reference)), close);
    notification.open();
  }
}
