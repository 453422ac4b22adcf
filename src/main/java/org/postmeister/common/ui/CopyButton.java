package org.postmeister.common.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/** Copies a text to the clipboard and confirms it. */
public final class CopyButton extends Button {

  public CopyButton(String labelKey, String text) {
    super();
    setText(getTranslation(labelKey));
    addThemeVariants(ButtonVariant.TERTIARY);
    addClickListener(click ->
        getElement()
            .executeJs(
                // Without HTTPS, browsers have no clipboard API but still the old command.
                """
                const done = () => { this.textContent = $1; };
                if (navigator.clipboard) {
                  navigator.clipboard.writeText($0).then(done);
                } else {
                  const area = document.createElement('textarea');
                  area.value = $0;
                  document.body.append(area);
                  area.select();
                  document.execCommand('copy');
                  area.remove();
                  done();
                }
                """,
                text,
                getTranslation("copy.done")));
  }
}
