package org.postmeister;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postmeister.testing.ProblemCodes;

/** Every code that a program may meet is in docs/api-codes.md, with what to do about it. */
class ApiCodesTest {

  private static final Path FILE = Path.of("docs/api-codes.md");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path MESSAGES = Path.of("src/main/resources/i18n");
  private static final Pattern BROKEN_RULE = Pattern.compile("Kind\\.[A-Z_]+,\\s*\"([a-z_]+)\"");
  private static final Pattern CONSOLE_ONLY =
      Pattern.compile(
          "placeholder|spreadsheet|logo|brand_color|same_password|wrong_password|pending");
  private static final Pattern REASON = Pattern.compile("[A-Z_]+\\(\"(message_[a-z_]+)\"\\)");
  private static final Pattern STATUS = Pattern.compile("(?:case \\d+ ->|[?:]) \"([a-z_]+)\"");

  @Test
  void theCodesOfTheSourcesAreExplainedAndNoOthers() throws IOException {
    Set<String> used =
        new TreeSet<>(Set.of("validation_failed", "feature_not_available", "secret_required"));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(ApiCodesTest::isOfTheApi).toList()) {
        addMatches(BROKEN_RULE, file, used);
        addMatches(REASON, file, used);
      }
    }
    addMatches(
        STATUS, SOURCES.resolve("org/postmeister/common/rest/ProblemResponseFactory.java"), used);

    assertThat(ProblemCodes.all().keySet()).containsExactlyInAnyOrderElementsOf(used);
  }

  // What is only in the console, or has one code with many others, is not.
  private static boolean isOfTheApi(Path file) {
    try {
      return file.toString().endsWith("Exception.java")
          && !file.toString().contains("/profile/")
          && !file.toString().contains("/common/table/")
          && !file.toString().contains("/tenantlist/")
          && !Files.readString(file).contains("String code() {\n    return \"not_found\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addMatches(Pattern pattern, Path file, Set<String> found) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }

  /** With {@code -Dpostmeister.test.update-docs=true} the file is renewed instead. */
  @Test
  void theFileListsThem() throws IOException {
    String text = write();
    if (Boolean.getBoolean("postmeister.test.update-docs")) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE).content().isEqualTo(text);
  }

  private static String write() throws IOException {
    Properties messages = messages();
    return """
    # Codes of the API

    Written by `ApiCodesTest`. Codes are stable; new ones may be added, so a program treats one that
    it does not know as it treats the status.

    ## Problems

    The member `code` of each response with `application/problem+json`.

    | status | code | meaning | what a program should do |
    |---|---|---|---|
    %s

    ## Fields

    The member `code` of each of `errors`, with `validation_failed` and, for parameters,
    `malformed_request`. `{0}` stands for a limit or a value. A program shows `message` to whoever
    entered the value; one that made the value itself is to be corrected.

    | code | what to do |
    |---|---|
    %s

    ## Warnings

    The member `code` of `warnings`, when a message was accepted.

    | code | meaning |
    |---|---|
    | `unsubscribe_headers_dropped` | %s |

    ## Failures

    The member `code` of `failure`, in the results of test mails and in messages and their attempts.

    | code | meaning | what helps |
    |---|---|---|
    %s
    """
        .formatted(
            ProblemCodes.all().entrySet().stream()
                .map(entry ->
                    "| %d | `%s` | %s | %s |"
                        .formatted(
                            entry.getValue().status(),
                            entry.getKey(),
                            entry.getValue().meaning(),
                            entry.getValue().action()))
                .collect(joining("\n")),
            fields(messages),
            sentence(messages, "message.unsubscribe_headers_dropped"),
            failures(messages));
  }

  // Of rules of forms (field.<code>) and of values (invalid.<type>.<code>).
  private static String fields(Properties messages) {
    TreeMap<String, Set<String>> meanings = new TreeMap<>();
    for (String key : messages.stringPropertyNames()) {
      if (CONSOLE_ONLY.matcher(key).find()) {
        continue;
      }
      String code =
          key.startsWith("field.")
              ? key.substring("field.".length())
              : key.startsWith("invalid.") ? key.substring(key.lastIndexOf('.') + 1) : "";
      if (!code.isEmpty()) {
        meanings.computeIfAbsent(code, each -> new TreeSet<>()).add(sentence(messages, key));
      }
    }
    return meanings.entrySet().stream()
        .map(entry ->
            "| `%s` | %s |".formatted(entry.getKey(), String.join("<br>", entry.getValue())))
        .collect(joining("\n"));
  }

  private static String failures(Properties messages) {
    return messages.stringPropertyNames().stream()
        .filter(key -> key.startsWith("failure.") && messages.containsKey(key + ".hint"))
        .sorted()
        .map(key ->
            "| `%s` | %s | %s |"
                .formatted(
                    key.substring("failure.".length()),
                    sentence(messages, key),
                    sentence(messages, key + ".hint")))
        .collect(joining("\n"));
  }

  private static String sentence(Properties messages, String key) {
    return messages.getProperty(key).replaceAll("\\s+", " ").replace("|", "\\|").replace("''", "'");
  }

  private static Properties messages() throws IOException {
    Properties all = new Properties();
    try (Stream<Path> files = Files.list(MESSAGES)) {
      for (Path file : files.filter(each -> !each.toString().endsWith("_de.properties")).toList()) {
        try (Reader reader = Files.newBufferedReader(file)) {
          all.load(reader);
        }
      }
    }
    return all;
  }
}
