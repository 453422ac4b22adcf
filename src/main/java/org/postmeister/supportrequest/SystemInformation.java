package org.postmeister.supportrequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What support is told about the system. It never contains secrets, addresses of people or other
 * tenants' data.
 *
 * @param sections in the order of display
 */
public record SystemInformation(List<Section> sections) {

  public SystemInformation {
    sections = List.copyOf(sections);
  }

  /**
   * A group of facts.
   *
   * @param key as in JSON
   * @param facts by their names in JSON; null is unknown or unlimited
   */
  public record Section(String key, SequencedMap<String, @Nullable Object> facts) {

    Section(String key) {
      this(key, new LinkedHashMap<>());
    }

    Section with(String name, @Nullable Object value) {
      facts.put(name, value);
      return this;
    }
  }

  /** For people, line by line. */
  public String toText(MessageSource messages, Locale language) {
    return sections.stream()
        .map(section -> text(section, messages, language))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Section section, MessageSource messages, Locale language) {
    StringBuilder text =
        new StringBuilder(name("section." + section.key(), messages, language)).append('\n');
    section
        .facts()
        .forEach((fact, value) -> {
          String name = name(section.key() + "." + fact, messages, language);
          if (value instanceof List<?> list) {
            text.append("  ").append(name).append(list.isEmpty() ? ": –\n" : ":\n");
            list.forEach(line -> text.append("    ").append(line(line)).append('\n'));
          } else {
            text.append("  ").append(name).append(": ").append(word(value, messages, language));
            text.append('\n');
          }
        });
    return text.toString();
  }

  private static String line(Object line) {
    return line instanceof Map<?, ?> map
        ? map.values().stream().map(String::valueOf).collect(Collectors.joining("  "))
        : line.toString();
  }

  private static String word(@Nullable Object value, MessageSource messages, Locale language) {
    if (value instanceof Boolean flag) {
      return name(flag ? "yes" : "no", messages, language);
    }
    return value == null ? "–" : value.toString();
  }

  private static String name(String key, MessageSource messages, Locale language) {
    return messages.getMessage("support.info." + key, null, language);
  }

  /** For programs. */
  SequencedMap<String, Object> toJson() {
    SequencedMap<String, Object> json = new LinkedHashMap<>();
    sections.forEach(section -> json.put(section.key(), section.facts()));
    return json;
  }
}
