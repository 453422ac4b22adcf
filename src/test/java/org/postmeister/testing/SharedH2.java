package org.postmeister.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.h2.tools.Server;

/** An H2 database that several nodes use, over TCP. */
public final class SharedH2 implements AutoCloseable {

  private final Server server;
  private final Path directory;

  private SharedH2(Server server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /**
   * Starts it.
   *
   * @param directory where its file is
   */
  public static SharedH2 start(Path directory) throws SQLException {
    return new SharedH2(Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start(), directory);
  }

  /** For its user {@code sa}, who has no password. */
  public String url() {
    return "jdbc:h2:tcp://localhost:%d/%s;MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
        .formatted(server.getPort(), directory.resolve("postmeister"));
  }

  /** What Postmeister needs to use it. */
  public Map<String, String> environment() {
    return Map.of(
        "SPRING_DATASOURCE_URL",
        url(),
        "SPRING_DATASOURCE_USERNAME",
        "sa",
        "SPRING_DATASOURCE_PASSWORD",
        "");
  }

  @Override
  public void close() {
    server.stop();
  }
}
