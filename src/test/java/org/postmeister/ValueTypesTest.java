package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HeaderText;
import org.postmeister.common.HostName;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.MultiLine;
import org.postmeister.common.Port;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.common.Username;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.delivery.message.HeaderName;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.mailserver.ApplicationId;
import org.postmeister.mailserver.DirectoryId;
import org.postmeister.mailserver.SenderPattern;
import org.postmeister.platform.PlatformVersion;
import org.postmeister.security.Role;
import org.postmeister.systemmail.brand.BrandColor;

/**
 * What a value's factory takes can be stored and read back: one that cannot has once stopped
 * everybody's mail.
 */
@Tag("slow")
class ValueTypesTest {

  private static final int INPUTS = 1_000_000;
  // The same inputs on any machine, on as many of its processors as there are.
  private static final int PARTS = 4;

  // What in Unicode becomes something else, or looks like it.
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "x",
          "0",
          "1",
          "9",
          "0x",
          "0x7f",
          "127",
          ".",
          "..",
          "-",
          "--",
          "xn--",
          "@",
          "_",
          "。",
          "．",
          "｡",
          "①",
          "１",
          "⒈",
          "²",
          "𝟏",
          "٣",
          "ß",
          "ẞ",
          "ſ",
          "İ",
          "ı",
          "K",
          "Å",
          "ﬁ",
          "㎏",
          "½",
          "℡",
          "é",
          "e\u0301",
          "\u0301",
          "\u0345",
          "\u034f",
          "ü",
          "株式",
          "会社",
          "한",
          "\u1100\u1161",
          "א",
          "ا",
          "\u200d",
          "\u200c",
          "क\u094d\u200d",
          "\u00ad",
          "\u2060",
          "\ufeff",
          "\ufe0f",
          "\u180b",
          "\ud800",
          "\udc00",
          "😀",
          "\ud83d",
          "\u037e",
          "\u1fef",
          "\u2126",
          "\u00b7",
          "\u30fb",
          "\u0660",
          "\u202e",
          "\u2028",
          "\u0085",
          "\u00a0",
          "\u2000",
          "\u3000",
          "\u001c",
          " ",
          "\t",
          "\n",
          "\r\n",
          "\u0000",
          "\"",
          "'",
          "<",
          ">",
          "(",
          ")",
          ",",
          ";",
          ":",
          "/",
          "\\",
          "[",
          "]",
          "%",
          "#",
          "+",
          "=",
          "!",
          "~",
          "|",
          "{",
          "}",
          "\uffff",
          "\ufffd",
          "\ue000",
          "\udb40\udc01");

  /** A factory with inputs that it takes, from which others are made. */
  record Type(String name, Function<String, ?> of, List<String> taken) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Type> types() {
    String guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    return Stream.of(
        new Type("HostName", HostName::of, List.of("smtp.a.example", "192.0.2.1", "2001:db8::1")),
        new Type("EmailAddress", EmailAddress::of, List.of("x@a", "山田@株式.会社", "a.b+c@x.example")),
        new Type("SenderPattern", SenderPattern::of, List.of("x@a.example", "*@株式.会社")),
        new Type("DisplayName", DisplayName::of, List.of("Ada Lovelace")),
        new Type("SingleLine", SingleLine::of, List.of("a line")),
        new Type("MultiLine", MultiLine::of, List.of("two\nlines")),
        new Type("HeaderText", HeaderText::new, List.of("a subject")),
        new Type("LongText", LongText::new, List.of("a\n\nletter")),
        new Type("Username", Username::of, List.of("user@example.org")),
        new Type("TenantName", TenantName::of, List.of("acme", "a.b-c")),
        new Type("Port", Port::of, List.of("25", "65535")),
        new Type("DirectoryId", DirectoryId::of, List.of(guid, "contoso.onmicrosoft.com")),
        new Type("ApplicationId", ApplicationId::of, List.of(guid)),
        new Type("PlatformVersion", PlatformVersion::of, List.of("7.3.0", "7.4")),
        new Type("Role", Role::of, List.of("system_admin", "TENANT_ADMIN")),
        new Type("IdempotencyKey", IdempotencyKey::new, List.of("order-4711")),
        new Type("HeaderName", HeaderName::new, List.of("X-Shop", "List-Id")),
        new Type("BrandColor", BrandColor::of, List.of("#1f5fa8", "ABCDEF")),
        new Type("Attachment.Name", Attachment.Name::new, List.of("bill.pdf")),
        new Type("Attachment.Type", Attachment.Type::of, List.of("text/plain", "image/svg+xml")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsBackWhateverItTakes(Type type) {
    int taken =
        IntStream.range(0, PARTS)
            .parallel()
            .map(part -> taken(type, new SplittableRandom(4711 + part)))
            .sum();

    // Else this would show nothing.
    assertThat(taken).isGreaterThan(100);
  }

  private static int taken(Type type, SplittableRandom random) {
    int taken = 0;
    for (int i = 0; i < INPUTS / PARTS; i++) {
      String input = input(type, random);
      Object value = read(type, input).orElse(null);
      if (value != null) {
        taken++;
        if (!readsBack(type, value)) {
          fail("%s takes %s, but does not read it back", type, escaped(shrunk(type, input)));
        }
      }
    }
    return taken;
  }

  // Found by the above, or by attacks, and made as small as they can be.
  static Stream<Arguments> onceNotReadBack() {
    return Stream.of(
            "1..",
            "0x7f.①",
            "①",
            "a。",
            "１.１",
            "0x7f．1",
            "a．",
            "a｡",
            "1。",
            "⒈",
            "𝟏.",
            "٣",
            "xn--a",
            "xn--",
            "a..",
            "。",
            "ß.",
            "xn--zca",
            "\u00ad.a",
            "a.\u00ad",
            "1\u00ad",
            "②.a.③")
        .flatMap(host ->
            types()
                .filter(type -> List.of("HostName", "EmailAddress").contains(type.name()))
                .map(type ->
                    Arguments.of(type, type.name().equals("HostName") ? host : "x@" + host)));
  }

  @ParameterizedTest
  @MethodSource("onceNotReadBack")
  void readsBackWhatItOnceDidNot(Type type, String input) {
    assertThat(read(type, input).filter(value -> !readsBack(type, value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x@1..", "x@0x7f.①", "x@①", "x@１.１", "x@0x7f．1", "x@1.2.3.4", "x@②."})
  void refusesWhatResolversTakeForAnAddress(String input) {
    assertThat(EmailAddress.find(input)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x@1.", "no address", "", "@", "a@b@c", "x@", "a\r\nb@c"})
  void readsWhatIsStoredWhateverItIs(String stored) {
    EmailAddress address = EmailAddress.stored(stored);

    assertThat(address.isValid()).isFalse();
    assertThat(address).hasToString(stored.endsWith("@") ? stored.replace("@", "") : stored);
    assertThat(HostName.stored(stored + "..")).matches(host -> !host.isValid());
    assertThat(DisplayName.stored(stored + "<>"))
        .matches(name -> !name.isValid())
        .hasToString(stored + "<>");
  }

  private static Optional<Object> read(Type type, String input) {
    try {
      return Optional.of(type.of().apply(input));
    } catch (InvalidValueException refused) {
      return Optional.empty();
    }
  }

  private static boolean readsBack(Type type, Object value) {
    return read(type, value.toString()).filter(value::equals).isPresent();
  }

  private static String input(Type type, SplittableRandom random) {
    StringBuilder input = new StringBuilder();
    if (random.nextInt(4) == 0) {
      for (int left = random.nextInt(8); left >= 0; left--) {
        input.append(piece(random));
      }
      return input.toString();
    }
    input.append(type.taken().get(random.nextInt(type.taken().size())));
    for (int left = random.nextInt(3); left >= 0; left--) {
      int at = random.nextInt(input.length() + 1);
      if (random.nextInt(3) == 0) {
        input.delete(at, Math.min(input.length(), at + 1 + random.nextInt(4)));
      }
      input.insert(Math.min(at, input.length()), piece(random));
    }
    return input.toString();
  }

  private static String piece(SplittableRandom random) {
    return random.nextInt(3) > 0
        ? PIECES.get(random.nextInt(PIECES.size()))
        : Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
  }

  // Leaves out what is not needed to show the fault.
  private static String shrunk(Type type, String input) {
    for (int i = 0; i < input.length(); i++) {
      String shorter = input.substring(0, i) + input.substring(i + 1);
      if (read(type, shorter).filter(value -> !readsBack(type, value)).isPresent()) {
        return shrunk(type, shorter);
      }
    }
    return input;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> escaped.append(c < 0x7f && c > 0x1f ? "" + (char) c : "\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
