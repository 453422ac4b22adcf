package org.postmeister.common.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.clipboard.Clipboard;

/** Copies a text to the clipboard and confirms it. */
public final class CopyButton extends Button {

  public CopyButton(String labelKey, String text) {
    super();
    setText(getTranslation(labelKey));
    addThemeVariants(ButtonVariant.TERTIARY);
    Clipboard.onClick(this).writeText(text, copied -> confirm(), failed -> copyWithoutApi(text));
  }

  private void confirm() {
    setText(getTranslation("copy.done"));
  }

  // Without HTTPS, browsers have no clipboard API but still the old command.
  private void copyWithoutApi(String text) {
    getElement()
        .executeJs(
            """
            const area = document.createElement('textarea');
            area.value = $0;
            document.body.append(area);
            area.select();
            const copied = document.execCommand('copy');
            area.remove();
            return copied;
            """,
            text)
        .then(
            Boolean.class,
            copied -> {
              if (copied) {
                confirm();
              }
            });
  }
}
