package org.postmeister.mailserver.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postmeister.common.FieldViolation;
import org.postmeister.common.ValidationFailedException;
import org.postmeister.mailserver.MailServerDraft;
import org.postmeister.platform.FeaturePolicy;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads mail servers from documents other than requests, by the same rules. */
@Component
public class MailServerDocuments {

  private final JsonMapper json;
  private final FeaturePolicy features;

  MailServerDocuments(JsonMapper json, FeaturePolicy features) {
    this.json = json;
    this.features = features;
  }

  /**
   * Reads settings as the HTTP API has them.
   *
   * @param values by name, dotted where nested, as {@code authentication.mode}
   * @throws ValidationFailedException naming every broken field
   */
  public MailServerDraft read(Map<String, String> values) {
    return new MailServerReader(features.platformVersion()).read(parse(nested(values)));
  }

  private MailServerJson parse(Map<String, Object> document) {
    try {
      return json.convertValue(document, MailServerJson.class);
    } catch (UnrecognizedPropertyException e) {
      throw refused(e.getPropertyName(), "unknown_column");
    } catch (JacksonException e) {
      String field =
          e.getPath().isEmpty()
              ? "mailServer"
              : String.valueOf(e.getPath().getLast().getPropertyName());
      throw refused(field, "unreadable");
    }
  }

  private static ValidationFailedException refused(String field, String code) {
    return new ValidationFailedException(List.of(FieldViolation.of(field, code)));
  }

  private static Map<String, Object> nested(Map<String, String> values) {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> login = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      int dot = name.indexOf('.');
      if (name.startsWith("authentication.")) {
        login.put(name.substring(dot + 1), value);
      } else {
        document.put(name, flagOrText(value));
      }
    });
    if (!login.isEmpty()) {
      document.put("authentication", login);
    }
    return document;
  }

  private static Object flagOrText(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> value;
    };
  }
}
