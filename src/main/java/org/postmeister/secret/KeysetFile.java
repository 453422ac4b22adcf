package org.postmeister.secret;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.postmeister.common.config.DataDirectory;
import org.postmeister.common.error.StartupException;

/** The file with the keys; readable only by its owner. */
class KeysetFile implements KeysetStore {

  private final Path path;
  private final KeysetFormat format;

  KeysetFile(Path path, KeysetFormat format) {
    this.path = path.toAbsolutePath();
    this.format = format;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public Instant lastChanged() {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      throw new StartupException(
          "The secret keyset " + path + " has disappeared.", "Restore the file from a backup.", e);
    }
  }

  @Override
  public KeysetHandle read() {
    String written;
    try {
      written = Files.readString(path);
    } catch (IOException e) {
      throw new StartupException(
          "The secret keyset " + path + " cannot be read (" + e.getClass().getSimpleName() + ").",
          "Restore the file from a backup, or correct POSTMEISTER_SECRET_KEYSET and the file's"
              + " permissions.",
          e);
    }
    return format.read(written, name());
  }

  // Another node that starts at the same moment may be faster.
  @Override
  public KeysetHandle create(KeysetHandle keyset) {
    Path temporary = temporary(keyset);
    try {
      Files.createLink(path, temporary);
      return keyset;
    } catch (FileAlreadyExistsException e) {
      return read();
    } catch (UnsupportedOperationException | IOException e) {
      write(keyset);
      return keyset;
    } finally {
      delete(temporary);
    }
  }

  // Atomically, so that a crash leaves the old or the new keys, never half of them.
  @Override
  public void write(KeysetHandle keyset) {
    Path temporary = temporary(keyset);
    try {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(e);
    } finally {
      delete(temporary);
    }
  }

  private Path temporary(KeysetHandle keyset) {
    String written = format.write(keyset);
    Path temporary = null;
    try {
      temporary = Files.createTempFile(path.getParent(), path.getFileName().toString(), ".new");
      DataDirectory.restrictToOwner(temporary, "rw-------");
      Files.writeString(temporary, written);
      // Flushed to disk before anything is encrypted with it, in case the power fails.
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return temporary;
    } catch (IOException e) {
      if (temporary != null) {
        delete(temporary);
      }
      throw cannotWrite(e);
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException("Keys were left behind in " + temporary, e);
    }
  }

  private StartupException cannotWrite(Exception cause) {
    return new StartupException(
        "The secret keyset "
            + path
            + " cannot be written ("
            + cause.getClass().getSimpleName()
            + ").",
        "Its directory has to be one that this user may write to.",
        cause);
  }
}
