package org.postmeister.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a release has left behind: its two databases, and their keyset.
 *
 * @param directory with all of it, named like the release
 */
record Release(Path directory) {

  private static final Path ALL = Path.of("src/test/resources/releases");

  static final String TENANT = "north";
  static final String ACCOUNT = "ada@north.example";
  static final String DELIVERED = "delivered@example.org";
  static final String REFUSED = "refused@example.org";
  static final String WAITING = "waiting@example.org";

  /** How many secrets are stored, with the one that shows whether the keyset is the right one. */
  static final int SECRETS = 3;

  /** All that have been made, the newest last. */
  static List<Release> all() {
    try (Stream<Path> directories = Files.list(ALL)) {
      return directories.map(Release::new).sorted(Comparator.comparing(Release::version)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Release named(String version) {
    return new Release(ALL.resolve(version));
  }

  ModuleDescriptor.Version version() {
    return ModuleDescriptor.Version.parse(toString());
  }

  Path h2() {
    return directory.resolve("h2.sql");
  }

  Path mariaDb() {
    return directory.resolve("mariadb.sql");
  }

  Path keyset() {
    return directory.resolve("secret-keyset.json");
  }

  /** For a node with this keyset, for which nothing is ever too old. */
  Map<String, String> environment(Map<String, String> database) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("POSTMEISTER_SECRET_KEYSET", keyset().toAbsolutePath().toString());
    environment.put("POSTMEISTER_DELIVERY_RETRY_MAX_AGE", "36500d");
    environment.put("POSTMEISTER_DELIVERY_KEEP_BODIES", "36500d");
    environment.put("POSTMEISTER_DELIVERY_KEEP_LOG", "36500d");
    return environment;
  }

  @Override
  public String toString() {
    return directory.getFileName().toString();
  }
}
