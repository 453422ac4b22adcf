package org.postmeister.mailserver;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text with certificates and keys (RFC 7468). Libraries can parse it as well, but search for the
 * parts so slowly that a long text without any keeps them busy for hours.
 */
final class Pem {

  static final String CERTIFICATE = "CERTIFICATE";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");
  private static final int LINE = 64;

  /**
   * One certificate or key.
   *
   * @param base64 in lines of 64 characters
   */
  record Block(String type, String base64) {

    static Block of(String type, byte[] content) {
      return new Block(
          type, Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content));
    }

    byte[] content() {
      return Base64.getMimeDecoder().decode(base64);
    }

    @Override
    public String toString() {
      return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64);
    }
  }

  private Pem() {}

  /**
   * The blocks in a text, whatever is between them; empty if there are none.
   *
   * @throws IllegalArgumentException if one is not Base64
   */
  static List<Block> read(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      blocks.add(Block.of(found.group(1), Base64.getMimeDecoder().decode(found.group(2).strip())));
    }
    return blocks;
  }

  /** The blocks one after the other, without anything around them. */
  static String write(List<Block> blocks) {
    return blocks.stream().map(Block::toString).collect(Collectors.joining());
  }

  /** A certificate. */
  static String certificate(byte[] der) {
    return Block.of(CERTIFICATE, der).toString();
  }
}
