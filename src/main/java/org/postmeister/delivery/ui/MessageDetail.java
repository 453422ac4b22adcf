package org.postmeister.delivery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.router.RouterLink;
import org.postmeister.delivery.MessageNotFoundException;

/** A message at the side of the list. */
final class MessageDetail extends Aside {

  private final MessagePanel panel;
  private final RouterLink page = new RouterLink();

  MessageDetail(MessagePanel panel, SerializableRunnable onClose) {
    this.panel = panel;
    page.setText(getTranslation("messages.page"));
    Button close = new Button(getTranslation("messages.close"), click -> onClose.run());
    close.addThemeVariants(ButtonVariant.TERTIARY);
    Div bar = new Div(page, close);
    bar.addClassName("detail-bar");
    addClassNames("detail", "message-page");
    getElement().setAttribute("aria-label", getTranslation("message.title"));
    add(bar, panel);
  }

  /**
   * Shows a message.
   *
   * @throws MessageNotFoundException if there is none, or none that the person may see
   */
  void show(long id) {
    panel.show(id);
    page.setRoute(MessageView.class, MessageView.of(id));
  }
}
