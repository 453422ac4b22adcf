package org.postmeister.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postmeister.testing.PackagedApplication;

/** {@code smtp-sink} of Debian's postfix package: takes messages, counts them, throws them away. */
final class SmtpSink implements AutoCloseable {

  // Written over and over on one line; the last may not be complete yet.
  private static final Pattern COUNTER = Pattern.compile("mesg= *([0-9]+)\\s");

  private final Process process;
  private final Path counts;
  private final int port = PackagedApplication.freePort();

  SmtpSink() throws IOException {
    counts = Files.createTempFile("smtp-sink", ".txt");
    process =
        new ProcessBuilder("/usr/sbin/smtp-sink", "-u", "nobody", "-c", "127.0.0.1:" + port, "1000")
            .redirectErrorStream(true)
            .redirectOutput(counts.toFile())
            .start();
  }

  int port() {
    return port;
  }

  /** How many messages it has taken. */
  long messages() throws IOException {
    try (var file = Files.newByteChannel(counts)) {
      long size = file.size();
      ByteBuffer tail = ByteBuffer.allocate(200);
      file.position(Math.max(0, size - tail.capacity()));
      file.read(tail);
      String text = new String(tail.array(), 0, tail.position(), StandardCharsets.US_ASCII);
      Matcher counter = COUNTER.matcher(text);
      long messages = 0;
      while (counter.find()) {
        messages = Long.parseLong(counter.group(1));
      }
      return messages;
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
