package org.postmeister.browser;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What stands on the screen, in one language, by the keys of the texts. */
record Words(Locale locale) {

  private static final List<String> BUNDLES =
      List.of(
          "common",
          "delivery",
          "mailserver",
          "search",
          "security",
          "shell",
          "systemmail",
          "tenant");

  static Words of(String language) {
    return new Words(Locale.of(language));
  }

  /** The text with this key; fails if no bundle has it. */
  String get(String key, Object... arguments) {
    return BUNDLES.stream()
        .map(name ->
            ResourceBundle.getBundle(
                "i18n." + name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES)))
        .filter(bundle -> bundle.containsKey(key))
        .map(bundle -> bundle.getString(key))
        .map(text ->
            arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No text " + key));
  }
}
