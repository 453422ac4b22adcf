package org.postmeister.submission;

/**
 * Why a command is refused, as a client is told (RFC 5321, section 4.2; RFC 3463).
 *
 * @param status such as 550
 * @param enhanced such as {@code 5.7.1}
 * @param text a sentence in ASCII
 */
public record SmtpRefusal(int status, String enhanced, String text) {

  private static final int LONGEST = 400;

  public SmtpRefusal {
    text = ascii(text);
  }

  // One line that every client can read.
  private static String ascii(String text) {
    String plain =
        text.replaceAll("[\u201c\u201d\u201e]", "\"")
            .replaceAll("[\u2018\u2019]", "'")
            .replaceAll("\\s+", " ")
            .replaceAll("[^\\x20-\\x7e]", "?")
            .strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST));
  }

  /** As it is sent. */
  public String line() {
    return status + " " + enhanced + " " + text;
  }
}
