package org.postmeister.common.ui;

import com.vaadin.flow.component.UI;
import java.util.Locale;
import java.util.Optional;
import org.postmeister.common.Languages;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;

/** Texts in the language of the current UI's user. */
@Component
public class Messages {

  private final MessageSource source;

  Messages(MessageSource source) {
    this.source = source;
  }

  /** The text of a message with its arguments. */
  public String get(MessageSourceResolvable message) {
    return source.getMessage(message, locale());
  }

  /** The text of a key. */
  public String get(String key, Object... arguments) {
    return source.getMessage(key, arguments, locale());
  }

  /** The text of a key that may have none. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(source.getMessage(key, null, null, locale()));
  }

  /** The language of the current UI. */
  public Locale locale() {
    UI ui = UI.getCurrent();
    return ui == null ? Languages.DEFAULT : Languages.supported(ui.getLocale());
  }
}
