package org.postmeister.transport.smtp.conversation;

/**
 * Server extensions that affect how a message is handed over.
 *
 * @param pipelining several commands before the first reply (RFC 2920)
 * @param chunking content by length, without a final dot (RFC 3030)
 * @param eightBitMime non-ASCII content (RFC 6152)
 * @param smtpUtf8 non-ASCII addresses and headers (RFC 6531)
 * @param dsn what is to be reported may be said (RFC 3461)
 * @param size the size of a message may be announced (RFC 1870)
 * @param maxSize the largest message the server accepts, in octets; 0 if it does not say
 */
public record SmtpExtensions(
    boolean pipelining,
    boolean chunking,
    boolean eightBitMime,
    boolean smtpUtf8,
    boolean dsn,
    boolean size,
    long maxSize) {

  public SmtpExtensions stepByStep() {
    return new SmtpExtensions(false, false, eightBitMime, smtpUtf8, dsn, size, maxSize);
  }

  boolean takes(long octets) {
    return maxSize <= 0 || octets <= maxSize;
  }
}
