package org.postmeister.common;

import com.ibm.icu.text.IDNA;
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

  private DomainNames() {}

  record Converted(String unicode, String ascii) {}

  /** Returns both forms in lower case, or null if the text is no domain name. */
  static @Nullable Converted convert(String text) {
    IDNA.Info info = new IDNA.Info();
    String ascii = UTS46.nameToASCII(text, new StringBuilder(), info).toString();
    if (info.hasErrors() || ascii.isEmpty()) {
      return null;
    }
    String unicode = UTS46.nameToUnicode(text, new StringBuilder(), info).toString();
    return info.hasErrors() ? null : new Converted(unicode, ascii);
  }
}
