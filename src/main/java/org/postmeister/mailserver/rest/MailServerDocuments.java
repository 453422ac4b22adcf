package org.postmeister.mailserver.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ClientCertificateFactory;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.platform.FeaturePolicy;
import org.postmeister.platform.PlatformVersion;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads mail servers from documents other than requests, by the same rules. */
@Component
public class MailServerDocuments {

  private final JsonMapper json;
  private final FeaturePolicy features;
  private final ClientCertificateFactory certificates;

  MailServerDocuments(
      JsonMapper json, FeaturePolicy features, ClientCertificateFactory certificates) {
    this.json = json;
    this.features = features;
    this.certificates = certificates;
  }

  /**
   * Reads changes to a server, named as in the HTTP API; what is not given stays.
   *
   * @param stored what is changed
   * @param values by name, dotted where nested, such as {@code authentication.mode}; another mode
   *     replaces everything that belongs to the stored one
   * @throws ValidationFailedException with every invalid field
   */
  public MailServerDraft read(MailServer stored, Map<String, String> values) {
    PlatformVersion version = features.platformVersion();
    Map<String, Object> document = asDocument(MailServerWriter.write(stored, version, null));
    nested(values)
        .forEach((name, value) -> document.merge(name, value, MailServerDocuments::merged));
    leaveOutWhatTheModeLacks(document, values);
    return new MailServerReader(version, certificates).read(parse(document));
  }

  /** A server's settings by names as for {@link #read}; of secrets, whether there are any. */
  public Map<String, String> write(MailServer server) {
    Map<String, String> fields = new LinkedHashMap<>();
    flatten(
        "", asDocument(MailServerWriter.write(server, features.platformVersion(), null)), fields);
    return fields;
  }

  private static void flatten(String prefix, Map<?, ?> document, Map<String, String> fields) {
    document.forEach((name, value) -> {
      switch (value) {
        case null -> {}
        case Map<?, ?> nested -> flatten(prefix + name + ".", nested, fields);
        case List<?> list ->
            fields.put(
                prefix + name,
                list.stream().map(Object::toString).collect(Collectors.joining(", ")));
        default -> fields.put(prefix + name, value.toString());
      }
    });
  }

  // What is given is kept, and refused later.
  private static void leaveOutWhatTheModeLacks(
      Map<String, Object> document, Map<String, String> given) {
    boolean graph =
        document.get("authentication") instanceof Map<?, ?> login
            && AuthenticationMode.MICROSOFT_GRAPH.name().equals(login.get("mode"));
    if (graph) {
      MailServerField.ALL.stream()
          .filter(field -> field.isOnlyForSmtp() && !given.containsKey(field.name()))
          .forEach(field -> remove(field, document));
    }
  }

  private static void remove(MailServerField<?> field, Map<String, Object> document) {
    if (!field.isNested()) {
      document.remove(field.name());
    } else if (document.get(field.group()) instanceof Map<?, ?> group) {
      group.remove(field.simpleName());
    }
  }

  private Map<String, Object> asDocument(MailServerJson server) {
    return new LinkedHashMap<>(
        json.convertValue(server, new TypeReference<Map<String, Object>>() {}));
  }

  private static Object merged(Object before, Object after) {
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> given) {
      Map<Object, Object> both = new LinkedHashMap<>();
      Object mode = given.get("mode");
      if (mode == null || mode.equals(old.get("mode"))) {
        both.putAll(old);
      }
      if (given.containsKey("clientSecret")) {
        both.remove("certificate");
      }
      both.putAll(given);
      return both;
    }
    return after;
  }

  private MailServerJson parse(Map<String, Object> document) {
    try {
      return json.convertValue(document, MailServerJson.class);
    } catch (JacksonException e) {
      if (NestedExceptionUtils.getMostSpecificCause(e)
          instanceof UnrecognizedPropertyException unknown) {
        throw refused(unknown.getPropertyName(), "unknown_column");
      }
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
    Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      int dot = name.indexOf('.');
      if (dot > 0) {
        parts
            .computeIfAbsent(name.substring(0, dot), part -> new LinkedHashMap<>())
            .put(name.substring(dot + 1), value);
      } else {
        document.put(name, value);
      }
    });
    document.putAll(parts);
    return document;
  }
}
