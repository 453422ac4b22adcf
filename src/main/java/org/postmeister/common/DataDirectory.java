package org.postmeister.common;

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
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates the directory for the embedded database and the keyset before either is opened, and lets
 * nobody but its owner read it or what is in it.
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
          "Set POSTMEISTER_DATA_DIR to a place this user may write to.",
          e);
    }
  }

  /**
   * Takes the directory and the files right in it from everybody but their owner.
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
            // The database deletes files of its own; what is gone nobody can read.
          }
        }
      }
    } catch (FileSystemException e) {
      throw new StartupException(
          "The data directory "
              + directory
              + " is open to others and cannot be closed ("
              + e
              + ").",
          "Let it belong to the user that Postmeister runs as, or take all permissions from"
              + " everybody else (chmod -R go= "
              + directory
              + ").",
          e);
    }
  }

  /**
   * Takes all permissions from everybody but the owner, where the file system knows permissions.
   *
   * @param permissions as {@link PosixFilePermissions} writes them
   */
  public static void restrictToOwner(Path path, String permissions) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    // What is closed already may be another's, or not to be changed, and is left alone.
    Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
    if (!wanted.containsAll(view.readAttributes().permissions())) {
      view.setPermissions(wanted);
    }
  }
}
