package org.postmeister.submission.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.MessageSpool;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.SubmissionProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the content of a message from a connection. All of it is read, even if it is refused then:
 * what is left would be taken for commands.
 */
final class ContentReader {

  private static final Logger log = LoggerFactory.getLogger(ContentReader.class);

  private static final int BLOCK = 8192;
  // Of the largest message: so much of one that is too large is read, so that its client can be
  // told.
  private static final int THROWN_AWAY_TIMES = 4;

  /** Where the reader is in a line (RFC 5321, sections 4.1.1.4 and 4.5.2). */
  private enum Place {
    TEXT,
    CR,
    LINE_BEGINS,
    DOT,
    DOT_CR
  }

  private final SmtpClient client;
  private final SubmissionProperties properties;
  private final MessageSpool spool;
  private final long mostOctets;
  private final byte[] block = new byte[BLOCK];
  // What a block becomes: one held back CR more.
  private final byte[] text = new byte[BLOCK + 1];
  private final long begun = System.nanoTime();
  private @Nullable IOException noRoom;

  ContentReader(SmtpClient client, CommandContext context, MessageSpool spool) {
    this.client = client;
    this.properties = context.properties();
    this.mostOctets = context.mostOctets();
    this.spool = spool;
  }

  /** Reads up to the line with nothing but a dot, which only CR LF can end and begin. */
  void readToDot() throws IOException, SmtpRefusedException {
    InputStream in = client.session().getRawInput();
    Place place = Place.LINE_BEGINS;
    while (true) {
      in.mark(BLOCK);
      int length = in.read(block, 0, BLOCK);
      if (length < 0) {
        throw new EOFException("The connection was closed within a message");
      }
      int written = 0;
      for (int i = 0; i < length; i++) {
        byte octet = block[i];
        if (place == Place.LINE_BEGINS && octet == '.') {
          place = Place.DOT;
          continue;
        }
        if (place == Place.DOT && octet == '\r') {
          place = Place.DOT_CR;
          continue;
        }
        if (place == Place.DOT_CR) {
          if (octet == '\n') {
            keep(text, written);
            in.reset();
            in.skipNBytes(i + 1L);
            throwIfNoRoom();
            return;
          }
          text[written++] = '\r';
          place = Place.CR;
        }
        text[written++] = octet;
        place = next(place, octet);
      }
      keep(text, written);
    }
  }

  private static Place next(Place place, byte octet) {
    if (octet == '\r') {
      return Place.CR;
    }
    return octet == '\n' && place == Place.CR ? Place.LINE_BEGINS : Place.TEXT;
  }

  /** Reads one chunk (RFC 3030). */
  void read(long octets) throws IOException, SmtpRefusedException {
    InputStream in = client.session().getRawInput();
    long left = octets;
    while (left > 0) {
      int length = in.read(block, 0, (int) Math.min(BLOCK, left));
      if (length < 0) {
        throw new EOFException("The connection was closed within a chunk");
      }
      left -= length;
      keep(block, length);
    }
    throwIfNoRoom();
  }

  private void keep(byte[] octets, int length) throws SmtpRefusedException {
    if (spool.size() > THROWN_AWAY_TIMES * mostOctets) {
      throw new SmtpRefusedException(421, "4.7.0", "This message is far too large.");
    }
    if (noRoom == null) {
      try {
        spool.write(octets, 0, length);
      } catch (IOException e) {
        log.warn("A message finds no room on the disk: {}", e.getMessage());
        noRoom = e;
      }
    }
    // As long as it comes fast enough on average.
    client.may(
        properties
            .commandTimeout()
            .plusSeconds(spool.size() / properties.leastRate())
            .minus(Duration.ofNanos(System.nanoTime() - begun)));
  }

  private void throwIfNoRoom() throws SmtpRefusedException {
    if (noRoom != null) {
      throw new SmtpRefusedException(
          452, "4.3.1", "There is no room for this message at the moment.");
    }
  }
}
