package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableSupplier;
import org.postmeister.systemmail.MailKind;

/** What a mail can be filled in with: each is a button that inserts its placeholder. */
final class PlaceholderButtons extends Div {

  // As if it were typed: it replaces what is selected, and can be undone.
  private static final String INSERT =
      """
      this.focus();
      const input = this.inputElement;
      if (!document.execCommand('insertText', false, $0)) {
        input.setRangeText($0, input.selectionStart, input.selectionEnd, 'end');
        input.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      }
      """;

  private final SerializableSupplier<Component> target;
  private final Span label = new Span(getTranslation("mailtexts.placeholders"));

  /**
   * @param target the text field that a placeholder goes into, at its caret
   */
  PlaceholderButtons(SerializableSupplier<Component> target) {
    this.target = target;
    addClassName("placeholders");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", getTranslation("mailtexts.placeholders"));
  }

  void show(MailKind kind) {
    removeAll();
    add(label);
    kind.placeholders().forEach(name -> add(button(name)));
  }

  private Button button(String name) {
    String tag = "{{" + name + "}}";
    Button button =
        new Button(
            getTranslation("mailtexts.placeholder." + name),
            click -> target.get().getElement().executeJs(INSERT, tag));
    button.addThemeVariants(ButtonVariant.SMALL);
    button.setTooltipText(tag);
    return button;
  }
}
