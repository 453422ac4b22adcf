package org.postmeister.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.CopyButton;

/**
 * Says above the page that an action has failed in a way that the page does not know of. It stays
 * until it is closed, since its reference is of use to somebody only as long as it can be read; a
 * later one replaces it.
 */
final class FaultNotice extends Notification {

  /**
   * What happened, and what to do.
   *
   * @param reference under which the log has it; null if the log has nothing
   */
  record Told(String text, @Nullable String reference) {}

  private FaultNotice(UI ui, Told told) {
    addThemeVariants(NotificationVariant.ERROR);
    setPosition(Position.MIDDLE);
    setAssertive(true);
    Div actions = new Div();
    actions.addClassName("form-actions");
    if (told.reference() != null) {
      actions.add(new CopyButton("shell.copy-reference", told.reference()));
    }
    actions.add(button("shell.reload", () -> ui.getPage().reload()));
    actions.add(button("shell.close", this::close));
    Div content = new Div(new Paragraph(told.text()), actions);
    content.addClassName("fault");
    add(content);
  }

  /** Shows it in place of an earlier one. */
  static void show(UI ui, Told told) {
    FaultNotice before = ComponentUtil.getData(ui, FaultNotice.class);
    if (before != null) {
      before.close();
    }
    FaultNotice now = new FaultNotice(ui, told);
    ComponentUtil.setData(ui, FaultNotice.class, now);
    now.open();
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(getTranslation(key), click -> action.run());
    button.addThemeVariants(ButtonVariant.TERTIARY);
    return button;
  }
}
