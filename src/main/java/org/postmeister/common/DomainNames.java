package org.postmeister.common;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ibm.icu.text.IDNA;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Domain names after IDNA 2008, as UTS 46 processes them; the JDK's own {@code java.net.IDN} is
 * IDNA 2003.
 */
final class DomainNames {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  // Each address of each message asks, mostly for the same few.
  private static final Cache<String, Optional<Converted>> KNOWN =
      Caffeine.newBuilder().maximumSize(10_000).build();

  private DomainNames() {}

  record Converted(String unicode, String ascii) {

    // Mapped are all full stops by now: "a。" has become "a.".
    Converted withoutRoot() {
      return ascii.endsWith(".") && unicode.endsWith(".")
          ? new Converted(
              unicode.substring(0, unicode.length() - 1), ascii.substring(0, ascii.length() - 1))
          : this;
    }
  }

  /**
   * Returns both forms in lower case and without a full stop at the end, or null if the text is no
   * domain name, or is one that would read as another when it is read again.
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
