package org.postmeister.transport.smtp.conversation;

/**
 * What a server offers that makes a difference to how a message is handed over.
 *
 * @param pipelining several commands before the first answer (RFC 2920)
 * @param chunking content by its length, without a dot at its end (RFC 3030)
 * @param eightBitMime content with more than ASCII (RFC 6152)
 * @param smtpUtf8 addresses and headers with more than ASCII (RFC 6531)
 * @param size the length of a message may be told beforehand (RFC 1870)
 * @param maxSize the longest message the server takes, in octets; 0 if it does not say
 */
public record SmtpExtensions(
    boolean pipelining,
    boolean chunking,
    boolean eightBitMime,
    boolean smtpUtf8,
    boolean size,
    long maxSize) {

  public SmtpExtensions stepByStep() {
    return new SmtpExtensions(false, false, eightBitMime, smtpUtf8, size, maxSize);
  }

  boolean takes(long octets) {
    return maxSize <= 0 || octets <= maxSize;
  }
}
