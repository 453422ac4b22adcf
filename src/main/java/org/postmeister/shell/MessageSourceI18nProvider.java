package org.postmeister.shell;

import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Locale;
import org.postmeister.common.Languages;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Gives views the texts that the HTTP API and mails use, too. A missing key is an error, not a
 * text.
 */
@Component
class MessageSourceI18nProvider implements I18NProvider {

  private final transient MessageSource messages;

  MessageSourceI18nProvider(MessageSource messages) {
    this.messages = messages;
  }

  @Override
  public List<Locale> getProvidedLocales() {
    return Languages.ALL;
  }

  @Override
  public String getTranslation(String key, Locale locale, Object... arguments) {
    return messages.getMessage(key, arguments, Languages.supported(locale));
  }
}
