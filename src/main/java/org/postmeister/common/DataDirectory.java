package org.postmeister.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates the directory for the embedded database and the keyset, readable by its owner alone,
 * before either is opened.
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
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
        restrictToOwner(directory, "rwx------");
      }
    } catch (IOException e) {
      throw new StartupException(
          "The data directory " + directory + " cannot be created (" + e + ").",
          "Set POSTMEISTER_DATA_DIR to a place this user may write to.",
          e);
    }
  }

  /**
   * Takes all permissions from everybody but the owner, where the file system knows permissions.
   *
   * @param permissions as {@link PosixFilePermissions} writes them
   */
  public static void restrictToOwner(Path path, String permissions) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
