package org.postmeister.secret;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import org.postmeister.common.config.DataDirectory;
import org.postmeister.common.error.StartupException;
import org.springframework.stereotype.Component;

/** The file with the keys, as Tink's JSON; readable only by its owner. */
@Component
class KeysetFile {

  private final Path path;

  KeysetFile(SecretProperties properties) {
    this.path = properties.keyset().toAbsolutePath();
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  FileTime lastChanged() {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new StartupException(
          "The secret keyset " + path + " has disappeared.", "Restore the file from a backup.", e);
    }
  }

  KeysetHandle read() {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          Files.readString(path), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new StartupException(
          "The secret keyset " + path + " cannot be read (" + e.getClass().getSimpleName() + ").",
          "Restore the file from a backup, or correct POSTMEISTER_SECRET_KEYSET and the file's"
              + " permissions.",
          e);
    }
  }

  /**
   * Creates the file, unless another node that starts at the same moment was faster.
   *
   * @return the keys that are then in the file
   */
  KeysetHandle create(KeysetHandle keyset) {
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

  /**
   * Replaces the file atomically, so that a crash leaves the old or the new keys, never half of
   * them.
   */
  void write(KeysetHandle keyset) {
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
    try {
      Path temporary =
          Files.createTempFile(path.getParent(), path.getFileName().toString(), ".new");
      DataDirectory.restrictToOwner(temporary, "rw-------");
      Files.writeString(
          temporary,
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
      // Flushed to disk before anything is encrypted with it, in case the power fails.
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return temporary;
    } catch (IOException | GeneralSecurityException e) {
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
        "Set POSTMEISTER_SECRET_KEYSET to a file in a directory this user may write to.",
        cause);
  }
}
