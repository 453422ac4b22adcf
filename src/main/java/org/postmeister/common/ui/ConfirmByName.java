package org.postmeister.common.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import org.postmeister.common.error.BrokenRuleException;

/** Asks the user to type a name before something irreversible is done. */
public final class ConfirmByName extends Dialog {

  /**
   * @param titleKey what is about to be done
   * @param textKey what is lost; its argument is the name
   * @param actionKey of the button
   * @param action if it throws a {@code BrokenRuleException}, the dialog shows it and stays open
   */
  public ConfirmByName(
      Messages messages,
      String titleKey,
      String textKey,
      String actionKey,
      String name,
      SerializableRunnable action) {
    setHeaderTitle(getTranslation(titleKey));
    Notice notice = new Notice();
    TextField typed = new TextField(getTranslation("confirm.type-name", name));
    typed.setWidthFull();
    typed.setValueChangeMode(ValueChangeMode.EAGER);
    Button confirm = new Button(getTranslation(actionKey));
    confirm.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    confirm.setEnabled(false);
    typed.addValueChangeListener(change -> confirm.setEnabled(typed.getValue().equals(name)));
    confirm.addClickListener(click -> {
      // A disabled button is enforced only by the browser.
      if (!typed.getValue().equals(name)) {
        return;
      }
      try {
        action.run();
        close();
      } catch (BrokenRuleException e) {
        notice.show(Notice.Kind.ERROR, messages.get(e));
      }
    });
    add(new Paragraph(getTranslation(textKey, name)), typed, notice);
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), confirm);
    setWidth("32rem");
  }
}
