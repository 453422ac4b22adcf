package org.postmeister.common.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.postmeister.common.error.StartupException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates the directory for the embedded database and the keyset before either is opened, and
 * restricts access to it and its contents to the owner.
 */
public class DataDirectory
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** The property that names the directory. */
  public static final String PROPERTY = "postmeister.data-dir";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Path directory =
        Path.of(context.getEnvironment().getRequiredProperty(PROPERTY)).toAbsolutePath();
    try {
      Files.createDirectories(directory);
      tighten(directory);
    } catch (IOException e) {
      throw new StartupException(
          "The data directory " + directory + " cannot be created (" + e + ").",
          "Set POSTMEISTER_DATA_DIR to a directory this user may write to.",
          e);
    }
  }

  /**
   * Restricts access to the directory and the files directly in it to the owner.
   *
   * @throws StartupException if others could still read it: it holds the keys of all secrets
   */
  static void tighten(Path directory) throws IOException {
    try {
      restrictToOwner(directory, "rwx------");
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(directory, Files::isRegularFile)) {
        for (Path file : files) {
          try {
            restrictToOwner(file, "rw-------");
          } catch (NoSuchFileException e) {
            // The database deletes files of its own accord; nobody can read a file that is gone.
          }
        }
      }
    } catch (FileSystemException e) {
      throw new StartupException(
          "The data directory "
              + directory
              + " is accessible to others, and that cannot be changed ("
              + e
              + ").",
          "Make the user that Postmeister runs as its owner, or remove all permissions of"
              + " everybody else (chmod -R go= "
              + directory
              + ").",
          e);
    }
  }

  /**
   * Removes all permissions of everybody but the owner, where the file system supports permissions.
   *
   * @param permissions in the format of {@link PosixFilePermissions}
   */
  public static void restrictToOwner(Path path, String permissions) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    // What is already restricted may belong to somebody else or be read-only, and is left alone.
    Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
    if (!wanted.containsAll(view.readAttributes().permissions())) {
      view.setPermissions(wanted);
    }
  }
}
