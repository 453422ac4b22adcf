package org.postmeister.common;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ibm.icu.text.IDNA;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Domain names according to IDNA 2008, as processed by UTS 46; the JDK's own {@code java.net.IDN}
 * implements IDNA 2003.
 */
final class DomainNames {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  // Called for each address of each message, mostly for the same few domains.
  private static final Cache<String, Optional<Converted>> KNOWN =
      Caffeine.newBuilder().maximumSize(10_000).build();

  private DomainNames() {}

  record Converted(String unicode, String ascii) {

    // By now all kinds of full stops are mapped: "a。" has become "a.".
    Converted withoutRoot() {
      return ascii.endsWith(".") && unicode.endsWith(".")
          ? new Converted(
              unicode.substring(0, unicode.length() - 1), ascii.substring(0, ascii.length() - 1))
          : this;
    }
  }

  /**
   * Returns both forms in lower case and without a trailing full stop, or null if the text is not a
   * domain name or would change when parsed again.
   */
  static @Nullable Converted convert(String text) {
    return KNOWN.get(text, name -> Optional.ofNullable(convertNew(name))).orElse(null);
  }

  private static @Nullable Converted convertNew(String text) {
    Converted once = convertOnce(text);
    Converted rooted = once == null ? null : once.withoutRoot();
    return rooted != null
            && rooted.equals(convertOnce(rooted.unicode()))
            && rooted.equals(convertOnce(rooted.ascii()))
        ? rooted
        : null;
  }

  private static @Nullable Converted convertOnce(String text) {
    IDNA.Info info = new IDNA.Info();
    String ascii = UTS46.nameToASCII(text, new StringBuilder(), info).toString();
    if (info.hasErrors() || ascii.isEmpty()) {
      return null;
    }
    String unicode = UTS46.nameToUnicode(text, new StringBuilder(), info).toString();
    return info.hasErrors() ? null : new Converted(unicode, ascii);
  }
}
