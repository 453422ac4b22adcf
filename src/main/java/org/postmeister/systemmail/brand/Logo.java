package org.postmeister.systemmail.brand;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.storage.StoredEnum;

/**
 * A picture that stands above a mail: PNG or JPEG, at most {@value #MAX_OCTETS} octets. Nothing
 * that could contain more than pixels, such as SVG.
 */
public final class Logo {

  /** In octets. */
  public static final int MAX_OCTETS = 100 * 1024;

  /** Width and height in pixels. */
  public static final int MIN_SIDE = 16;

  /** Width and height in pixels. */
  public static final int MAX_SIDE = 1600;

  /** Width times height: what it takes in memory while it is checked. */
  public static final int MAX_PIXELS = 1_000_000;

  // A JPEG file may paint all its pixels again with every few octets.
  private static final int MAX_SCANS = 64;
  // As it is shown, in CSS pixels.
  private static final int SHOWN_WIDTH = 240;
  private static final int SHOWN_HEIGHT = 80;

  private final Format format;
  private final byte[] content;
  private final int width;
  private final int height;

  /** What kind of file it is. */
  public enum Format {
    PNG,
    JPEG;

    public String contentType() {
      return "image/" + name().toLowerCase(Locale.ROOT);
    }
  }

  private Logo(Format format, byte[] content, int width, int height) {
    this.format = format;
    this.content = content;
    this.width = width;
    this.height = height;
  }

  /**
   * Reads an uploaded file, whatever its name says, by decoding all of it.
   *
   * @throws InvalidValueException if it is neither PNG nor JPEG, damaged, too large or too small
   */
  public static Logo of(byte[] content) {
    if (content.length > MAX_OCTETS) {
      throw refused("too_large", MAX_OCTETS / 1024);
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw refused("format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decoded(reader, format(reader), content.clone());
      } finally {
        reader.dispose();
      }
    } catch (InvalidValueException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders of the JDK throw anything at what is damaged.
      throw refused("damaged");
    }
  }

  private static Format format(ImageReader reader) throws IOException {
    return switch (reader.getFormatName().toUpperCase(Locale.ROOT)) {
      case "PNG" -> Format.PNG;
      case "JPEG", "JPG" -> Format.JPEG;
      default -> throw refused("format");
    };
  }

  private static Logo decoded(ImageReader reader, Format format, byte[] content)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (Math.min(width, height) < MIN_SIDE
        || Math.max(width, height) > MAX_SIDE
        || (long) width * height > MAX_PIXELS) {
      throw refused("size", MIN_SIDE, MAX_SIDE, MAX_PIXELS / 1_000_000);
    }
    if (format == Format.JPEG && scans(content) > MAX_SCANS) {
      throw refused("damaged");
    }
    reader.read(0);
    return new Logo(format, content, width, height);
  }

  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i - 1] == (byte) 0xFF && jpeg[i] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }

  /** Reads what is stored, which was checked then. */
  static Logo stored(String format, byte[] content, int width, int height) {
    return new Logo(StoredEnum.of(Format.class, format, Format.PNG), content, width, height);
  }

  private static InvalidValueException refused(String code, Object... arguments) {
    return new InvalidValueException("logo", code, arguments);
  }

  public Format format() {
    return format;
  }

  /** Not a copy: do not modify. */
  public byte[] content() {
    return content;
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** As wide as it is shown, in CSS pixels: it is made smaller, never larger. */
  public int shownWidth() {
    return Math.max(1, (int) Math.round(width * scale()));
  }

  /** As high as it is shown, in CSS pixels. */
  public int shownHeight() {
    return Math.max(1, (int) Math.round(height * scale()));
  }

  private double scale() {
    return Math.min(1, Math.min((double) SHOWN_WIDTH / width, (double) SHOWN_HEIGHT / height));
  }

  public String fileName() {
    return "logo." + format.name().toLowerCase(Locale.ROOT);
  }

  /** The picture itself as an address, for showing it in the console. */
  public String dataUri() {
    return "data:"
        + format.contentType()
        + ";base64,"
        + Base64.getEncoder().encodeToString(content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Logo logo
        && format == logo.format
        && Arrays.equals(content, logo.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** What it is, for people. */
  @Override
  public String toString() {
    return format
        + ", "
        + width
        + " × "
        + height
        + " px, "
        + (content.length + 1023) / 1024
        + " KB";
  }
}
