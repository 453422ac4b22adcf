package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postmeister.audit.AuditEntry;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.table.Separator;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MicrosoftCloud;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.platform.Feature;
import org.postmeister.security.Role;
import org.postmeister.tenant.NotAllowedByPolicyException;
import org.postmeister.tenantlist.ImportColumn;
import org.postmeister.tenantlist.ImportResult;
import org.postmeister.tenantlist.TenantColumn;
import org.postmeister.tenantlist.TenantFilter;

/** Both languages have every text that the code asks for, and nothing else. */
class MessagesTest {

  private static final Path BUNDLES = Path.of("src/main/resources/i18n");
  private static final Path CODE = Path.of("src/main/java");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern KEY = Pattern.compile("[a-z-]+(\\.([a-z0-9_-]+|[A-Z0-9_]+))+");

  static Stream<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("_de"))
          .map(name -> name.replace(".properties", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void germanAndEnglishHaveTheSameKeysWithTheSameArguments(String bundle) throws IOException {
    Properties english = load(bundle);
    Properties german = load(bundle + "_de");

    assertThat(german.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(arguments(german.getProperty(key), Locale.GERMAN))
          .describedAs(key)
          .isEqualTo(arguments(english.getProperty(key), Locale.ENGLISH));
      assertThat(german.getProperty(key)).describedAs(key).isNotBlank();
    }
  }

  @Test
  void everyKeyInTheCodeExists() throws IOException {
    Set<String> keys = allKeys();
    Set<String> prefixes = new TreeSet<>();
    keys.forEach(key -> prefixes.add(key.substring(0, key.indexOf('.') + 1)));
    Set<String> missing = new TreeSet<>();
    for (String literal : literals()) {
      boolean looksLikeKey =
          KEY.matcher(literal).matches()
              && prefixes.contains(literal.substring(0, literal.indexOf('.') + 1));
      if (looksLikeKey && !keys.contains(literal) && !NOT_KEYS.matcher(literal).find()) {
        missing.add(literal);
      }
    }

    assertThat(missing).isEmpty();
  }

  // Properties of Angus Mail and Spring, Microsoft's hosts, module names and file names, that look
  // alike.
  private static final Pattern NOT_KEYS =
      Pattern.compile("^(mail\\.|security\\.|.*\\.class$|.*\\.(com|us|cn)$|.*\\.(csv|js)$)");

  @Test
  void everyKeyThatIsPutTogetherExists() throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (Feature feature : Feature.values()) {
      wanted.add("feature." + feature);
    }
    for (SendStep step : SendStep.values()) {
      List.of("running", "ok", "failed", "skipped")
          .forEach(state -> wanted.add("step." + step + "." + state));
    }
    for (AuthenticationMode mode : AuthenticationMode.values()) {
      wanted.add("AuthenticationMode." + mode);
    }
    for (Encryption encryption : Encryption.values()) {
      wanted.add("Encryption." + encryption);
    }
    for (MicrosoftCloud cloud : MicrosoftCloud.values()) {
      wanted.add("MicrosoftCloud." + cloud);
    }
    for (AuthenticationMode mode : AuthenticationMode.values()) {
      if (mode.hasRegistration()) {
        wanted.add("mailserver.permissions." + mode);
        for (int step = 1; step <= 6; step++) {
          wanted.add("mailserver.guide." + mode + "." + step);
        }
      }
    }
    for (RouteState state : RouteState.values()) {
      wanted.add("route." + state.via());
      if (!state.isOpen()) {
        wanted.add("reason." + state);
      }
    }
    for (AuditAction action : AuditAction.values()) {
      wanted.add("audit.action." + action);
    }
    for (AuditEntry.Door door : AuditEntry.Door.values()) {
      wanted.add("Door." + door);
    }
    for (MessageStatus status : MessageStatus.values()) {
      wanted.add("MessageStatus." + status);
    }
    for (WaitingReason reason : WaitingReason.values()) {
      wanted.add("WaitingReason." + reason);
    }
    for (Role role : Role.values()) {
      wanted.add("Role." + role);
    }
    for (ImportResult.Outcome outcome : ImportResult.Outcome.values()) {
      wanted.add("Outcome." + outcome);
    }
    for (Separator separator : Separator.values()) {
      wanted.add("Separator." + separator);
    }
    for (ImportColumn column : ImportColumn.all()) {
      wanted.add(column.labelKey());
    }
    for (NotAllowedByPolicyException.What what : NotAllowedByPolicyException.What.values()) {
      wanted.add("policy.denied." + what);
    }
    for (TenantColumn column : TenantColumn.values()) {
      wanted.add("tenants.column." + column.key());
    }
    for (TenantFilter.RouteChoice choice : TenantFilter.RouteChoice.values()) {
      wanted.add("tenants.choice.route." + choice);
    }
    for (TenantFilter.ExpiryChoice choice : TenantFilter.ExpiryChoice.values()) {
      wanted.add("tenants.choice.clientSecretExpiresOn." + choice);
    }
    for (TenantFilter.TestChoice choice : TenantFilter.TestChoice.values()) {
      wanted.add("tenants.choice.lastTest." + choice);
    }
    for (AuthenticationMode mode : AuthenticationMode.values()) {
      wanted.add("tenants.choice.authentication." + mode);
    }
    for (String key : allKeys()) {
      if (key.startsWith("failure.") && !key.endsWith(".hint")) {
        wanted.add(key + ".hint");
      }
    }
    wanted.addAll(keysOfCodes());

    assertThat(allKeys()).containsAll(wanted);
  }

  /** Codes that exceptions and failures carry, found where they are made. */
  private static Set<String> keysOfCodes() throws IOException {
    Set<String> wanted = new TreeSet<>();
    String code = String.join("\n", sources());
    find(
        code,
        "FieldViolation\\.of\\(\\s*\"?[\\w.()]+\"?,\\s*\"(\\w+)\"()",
        (name, none) -> wanted.add("field." + name));
    find(
        code,
        "new UnreadableTableException\\(\\s*\"(\\w+)\"()",
        (name, none) -> wanted.add("problem." + name));
    find(
        code,
        "new UnreadableImportException\\(\\s*\"(\\w+)\"()",
        (name, none) -> wanted.add("problem." + name));
    find(
        code,
        "fields\\.refuse\\([^,]+,\\s*\"(\\w+)\"()",
        (name, none) -> wanted.add("field." + name));
    find(code, "Kind\\.\\w+,\\s*\"(\\w+)\"()", (name, none) -> wanted.add("problem." + name));
    find(
        code,
        "malformed\\(\\s*locale,\\s*\"(\\w+)\"()",
        (name, none) -> wanted.add("problem." + name));
    String smtp = String.join("\n", sources("transport/smtp"));
    find(
        smtp,
        "(?:return|->|\\?|:)\\s*\"([a-z0-9]+(?:_[a-z0-9]+)+)\"()",
        (name, none) -> wanted.add("failure." + name));
    find(smtp, "SendStep\\.\\w+,\\s*\"(\\w+)\"()", (name, none) -> wanted.add("failure." + name));
    find(smtp, "of\\(step,\\s*\"(\\w+)\"()", (name, none) -> wanted.add("failure." + name));
    String microsoft =
        String.join("\n", sources("transport/microsoft"))
            + String.join("\n", sources("transport/graph"));
    find(
        microsoft,
        "\"((?:microsoft|entra|graph)_[a-z_]+)\"()",
        (name, none) -> wanted.add("failure." + name));
    assertThat(wanted).hasSizeGreaterThan(40);
    return wanted;
  }

  // A text for a mail, a description of scopes, an example of a file.
  private static final Set<String> NO_SENTENCES =
      Set.of("testmail.text", "TokenScope.MESSAGES_SEND", "import.example");

  @ParameterizedTest
  @MethodSource("bundles")
  void whatIsTooLongForALabelIsASentence(String bundle) throws IOException {
    for (Properties texts : List.of(load(bundle), load(bundle + "_de"))) {
      assertThat(texts.stringPropertyNames())
          .filteredOn(key -> texts.getProperty(key).length() > 80 && !NO_SENTENCES.contains(key))
          .allSatisfy(
              key -> assertThat(texts.getProperty(key).strip()).as(key).matches("(?s).*[.?:}”“]"));
    }
  }

  /**
   * Word order differs between languages: what stands beside another text is a whole sentence, and
   * no text is a piece that begins or ends in the middle of one.
   */
  @Test
  void noSentenceIsPutTogetherFromParts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Set<String> pieces = new TreeSet<>();
    for (String bundle : bundles().flatMap(name -> Stream.of(name, name + "_de")).toList()) {
      Properties loaded = load(bundle);
      for (String key : loaded.stringPropertyNames()) {
        texts.put(bundle + "#" + key, loaded.getProperty(key));
        if (!NO_SENTENCES.contains(key)
            && loaded.getProperty(key).matches("(?s)[\\s,;.:].*|.*[\\s,]")) {
          pieces.add(bundle + "#" + key);
        }
      }
    }
    List<String> beside = new ArrayList<>();
    for (String source : sources()) {
      find(source, "\"([a-z.-]+)\"[^;\"+]*\\)\\s*\\+\\s*\"( )\"", (key, space) -> beside.add(key));
      find(
          source,
          "\"( )\"\\s*\\+\\s*[a-z.]*(?:getTranslation|get)\\(\"([a-z.-]+)\"",
          (space, key) -> beside.add(key));
    }

    assertThat(beside).hasSizeGreaterThan(8);
    assertThat(pieces).as("begin or end in the middle").isEmpty();
    assertThat(
            texts.entrySet().stream()
                .filter(text ->
                    beside.contains(text.getKey().substring(text.getKey().indexOf('#') + 1)))
                .filter(text -> !text.getValue().matches("(?s).*[.?!]}?")))
        .as("stand beside others, and are no sentences")
        .isEmpty();
  }

  /** An enum that has texts has one for each constant, wherever they are put together. */
  @Test
  void anEnumThatHasTextsHasAllOfThem() throws IOException {
    Set<String> keys = allKeys();
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.postmeister")) {
      String prefix = type.getSimpleName() + ".";
      // What happened to a recipient is told by the message's state; an import has outcomes, too.
      if (!type.isEnum()
          || type.getName().endsWith("RecipientAnswer$Outcome")
          || keys.stream().noneMatch(key -> isOf(key, prefix))) {
        continue;
      }
      found++;
      for (Object constant : type.reflect().getEnumConstants()) {
        String name = prefix + ((Enum<?>) constant).name();
        if (keys.stream().noneMatch(key -> key.equals(name) || key.startsWith(name + "."))) {
          missing.add(name);
        }
      }
    }

    assertThat(found).isGreaterThan(15);
    // The filter of messages names each state as the message does.
    missing.removeIf(name -> keys.contains(name.replace("MessageState.", "MessageStatus.")));
    assertThat(missing).isEmpty();
  }

  private static boolean isOf(String key, String prefix) {
    return key.startsWith(prefix)
        && key.substring(prefix.length()).matches("[A-Z][A-Z0-9_]*(\\..*)?");
  }

  @Test
  void everyRecordedFieldHasALabel() throws IOException {
    Set<String> keys = allKeys();
    Set<String> recorded = new TreeSet<>();
    sources().stream()
        .filter(source -> source.contains("AuditEvent"))
        .forEach(source ->
            find(
                source,
                "\\.with\\(\\s*\"([\\w.]+)\"()",
                (name, none) -> recorded.add("audit.field." + name)));
    MailServerField.ALL.stream()
        .filter(field -> !keys.contains("audit.field." + field.name()))
        .forEach(field -> recorded.add(field.labelKey()));

    assertThat(recorded).hasSizeGreaterThan(50);
    assertThat(keys).containsAll(recorded);
  }

  @Test
  void everyBrokenValueHasAMessage() throws IOException {
    Set<String> keys = allKeys();
    Pattern made =
        Pattern.compile("new InvalidValueException\\(\\s*(TYPE|type|\"\\w+\"),\\s*\"(\\w+)\"");
    Pattern declared = Pattern.compile("String TYPE = \"(\\w+)\"");
    List<String> missing = new ArrayList<>();
    for (String source : sources()) {
      Matcher type = declared.matcher(source);
      String ownType = type.find() ? type.group(1) : "text";
      Matcher matcher = made.matcher(source);
      while (matcher.find()) {
        String named =
            matcher.group(1).startsWith("\"") ? matcher.group(1).replace("\"", "") : ownType;
        String code = matcher.group(2);
        if (!keys.contains("invalid." + named + "." + code)
            && !keys.contains("invalid.text." + code)) {
          missing.add(named + "." + code);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private interface Found {
    void accept(String first, String second);
  }

  private static void find(String code, String regex, Found found) {
    Matcher matcher = Pattern.compile(regex).matcher(code);
    while (matcher.find()) {
      found.accept(matcher.group(1), matcher.group(2));
    }
  }

  private static int arguments(String text, Locale locale) {
    return new MessageFormat(text, locale).getFormatsByArgumentIndex().length;
  }

  private static Set<String> allKeys() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String bundle : bundles().toList()) {
      keys.addAll(load(bundle).stringPropertyNames());
    }
    return keys;
  }

  private static List<String> literals() throws IOException {
    List<String> literals = new ArrayList<>();
    for (String source : sources()) {
      Matcher matcher = STRING.matcher(source);
      while (matcher.find()) {
        literals.add(matcher.group(1));
      }
    }
    return literals;
  }

  private static List<String> sources() throws IOException {
    return sources("");
  }

  private static List<String> sources(String below) throws IOException {
    try (Stream<Path> files = Files.walk(CODE.resolve("org/postmeister").resolve(below))) {
      List<String> sources = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
      return sources;
    }
  }

  private static Properties load(String bundle) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(BUNDLES.resolve(bundle + ".properties"))) {
      properties.load(reader);
    }
    return properties;
  }
}
