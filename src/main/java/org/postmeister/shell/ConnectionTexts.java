package org.postmeister.shell;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.SystemMessagesInfo;
import com.vaadin.flow.server.SystemMessagesProvider;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.Languages;
import org.postmeister.common.ui.Preferences;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the browser says by itself when a page has lost its session, its place on the server or the
 * connection: it has the texts from when it was opened.
 */
@Component
class ConnectionTexts implements VaadinServiceInitListener, SystemMessagesProvider {

  /** Attribute of a request: the reference of the fault that ended it. */
  static final String REFERENCE = ConnectionTexts.class.getName() + ".reference";

  // Vaadin's note that a page is dead can be clicked, and nothing else: it gets a button, and a
  // role that makes screen readers say it.
  private static final String BY_THE_BROWSER =
      """
      if (window.Vaadin?.connectionIndicator) {
        window.Vaadin.connectionIndicator.onlineText = $0;
      }
      window.postmeisterDeadPages?.disconnect();
      window.postmeisterDeadPages = new MutationObserver(changes => {
        for (const change of changes) {
          for (const note of change.addedNodes) {
            if (note.classList?.contains('v-system-error') && !note.querySelector('button')) {
              const reload = document.createElement('button');
              reload.type = 'button';
              reload.textContent = $1;
              note.append(reload);
              note.setAttribute('role', 'alert');
            }
          }
        }
      });
      window.postmeisterDeadPages.observe(document.body, { childList: true });
      """;

  private final transient MessageSource messages;

  ConnectionTexts(MessageSource messages) {
    this.messages = messages;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().setSystemMessagesProvider(this);
    event.getSource().addUIInitListener(init -> describeConnection(init.getUI()));
  }

  private void describeConnection(UI ui) {
    Locale language = Languages.supported(ui.getLocale());
    ReconnectDialogConfiguration texts = ui.getReconnectDialogConfiguration();
    texts.setDialogText(text("connection.trying", language));
    texts.setDialogTextGaveUp(text("connection.lost", language));
    ui.getPage()
        .executeJs(
            BY_THE_BROWSER, text("connection.back", language), text("shell.reload", language));
  }

  @Override
  public SystemMessages getSystemMessages(SystemMessagesInfo info) {
    Locale language = language(info);
    CustomizedSystemMessages texts = new CustomizedSystemMessages();
    // Who is not signed in has nothing to lose: the page is simply opened again.
    texts.setSessionExpiredNotificationEnabled(isSignedIn(info));
    texts.setSessionExpiredCaption(text("connection.session-ended", language));
    texts.setSessionExpiredMessage(text("connection.session-ended.text", language));
    texts.setInternalErrorCaption(text("unexpected.title", language));
    texts.setInternalErrorMessage(internalError(info.getRequest(), language));
    texts.setSyncErrorCaption(text("connection.out-of-step", language));
    texts.setSyncErrorMessage(text("connection.out-of-step.text", language));
    texts.setCookiesDisabledCaption(text("connection.no-cookies", language));
    texts.setCookiesDisabledMessage(text("connection.no-cookies.text", language));
    return texts;
  }

  private String internalError(@Nullable VaadinRequest request, Locale language) {
    return request != null && request.getAttribute(REFERENCE) instanceof String reference
        ? text(Reader.ANYBODY.faultAdviceKey(), language, reference)
        : text("unexpected.action", language);
  }

  private static boolean isSignedIn(SystemMessagesInfo info) {
    return info.getRequest() != null && info.getRequest().getUserPrincipal() != null;
  }

  // A user's choice counts more than the browser's.
  private static Locale language(SystemMessagesInfo info) {
    return info.getRequest() instanceof VaadinServletRequest request
        ? Preferences.language(request.getHttpServletRequest())
        : Languages.supported(info.getLocale());
  }

  private String text(String key, Locale language, Object... arguments) {
    return messages.getMessage(key, arguments, language);
  }
}
