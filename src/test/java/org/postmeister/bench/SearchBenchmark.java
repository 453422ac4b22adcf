package org.postmeister.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.common.storage.Sha256;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.PrivateMariaDb;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.DigestUtils;

/**
 * How long it takes to find messages among a million, on MariaDB and on H2; among more, on MariaDB,
 * with what they take on its disk. Prints a table; docs/performance.md says how to run it and has
 * figures.
 */
class SearchBenchmark {

  private static final int ROWS = Integer.getInteger("postmeister.bench.rows", 1_000_000);
  private static final int MOST_ON_H2 = 1_000_000;
  private static final int RUNS = 20;
  private static final String MESSAGE_ID =
      "<" + DigestUtils.md5DigestAsHex("77777".getBytes(StandardCharsets.UTF_8)) + "@example.com>";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String LIST = "/messages?limit=50&";
  private static final String[] PATHS = {
    "/tenants/acme/messages/77701",
    LIST + "recipient=person77777%40example.org",
    LIST + "recipient=nobody%40example.org",
    LIST + "query=person77777%40example.org",
    LIST + "messageId=" + URLEncoder.encode(MESSAGE_ID, StandardCharsets.UTF_8),
    LIST + "query=son777",
    LIST + "query=77777",
    LIST + "query=zzz",
    LIST + "query=order",
    LIST + "query=son777&status=REFUSED",
    LIST + "query=son777&status=DELIVERED",
    // Those of a tenant with 190,000 of them.
    LIST + "tenant=acme&query=son777",
    LIST + "tenant=acme&query=77777",
    LIST + "tenant=acme&query=zzz"
  };

  @TempDir private Path data;

  @Test
  void search() throws Exception {
    System.out.println("| GET, among " + ROWS + " | MariaDB | H2 |");
    System.out.println("|---|---|---|");
    Map<String, String> onMariaDb = onMariaDb();
    System.out.println("On MariaDB: " + onMariaDb);
    Map<String, String> onH2 = ROWS > MOST_ON_H2 ? Map.of() : onH2();
    for (String path : PATHS) {
      System.out.printf(
          "| %s | %s | %s |%n", path, onMariaDb.get(path), onH2.getOrDefault(path, "–"));
    }
  }

  private Map<String, String> onMariaDb() throws Exception {
    try (PrivateMariaDb database =
            PrivateMariaDb.start("--innodb-buffer-pool-size=1G", "--innodb-log-file-size=512M");
        PackagedApplication node =
            PackagedApplication.start(data.resolve("with-mariadb"), database.environment())) {
      JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database.url(), "root", ""));
      new ManyMessages(jdbc)
          .fill(ROWS, "IF(seq MOD 100 < 19, '%s', 'system')".formatted(acme(node, jdbc)));
      jdbc.execute("ANALYZE TABLE message, message_search, message_recipient");
      jdbc.query(
          """
          SELECT table_name, data_length / 1000000 AS data, index_length / 1000000 AS indexes
          FROM information_schema.tables
          WHERE table_schema = 'postmeister' AND table_name LIKE 'message%' AND table_rows > 0
          """,
          row -> {
            System.out.printf(
                "%s: %,.0f MB, and %,.0f MB of indexes%n",
                row.getString(1), row.getDouble(2), row.getDouble(3));
          });
      return times(node);
    }
  }

  private static UUID acme(PackagedApplication node, JdbcTemplate jdbc) {
    node.api("POST", "/tenants", "{\"name\": \"acme\"}");
    return jdbc.queryForObject("SELECT id FROM tenant", UUID.class);
  }

  private Map<String, String> onH2() throws Exception {
    Path directory = data.resolve("with-h2");
    JdbcTemplate jdbc =
        new JdbcTemplate(
            new DriverManagerDataSource(
                "jdbc:h2:file:"
                    + directory.resolve("postmeister")
                    + ";MODE=MariaDB;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "",
                ""));
    try (PackagedApplication node = PackagedApplication.start(directory, new HashMap<>())) {
      node.api("POST", "/tenants", "{\"name\": \"acme\"}");
    }
    jdbc.update(
        """
        INSERT INTO message (owner, status, accepted_at, ended_at, attempts, message_id, subject,
          recipients, size, smtp_utf8)
        SELECT CASE WHEN MOD(x, 100) < 19 THEN CAST((SELECT id FROM tenant) AS varchar)
            ELSE 'system' END,
          CASE WHEN MOD(x, 1000) = 2 THEN 'REFUSED' ELSE 'DELIVERED' END,
          CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1,
          CASE WHEN x = 77777 THEN ? ELSE '<number-' || x || '@example.com>' END,
          'Your order number ' || MOD(x, 100) || 'x',
          '[{"address":"person' || x || '@example.org","kind":"TO","status":"DELIVERED"}]', 2345,
          FALSE
        FROM SYSTEM_RANGE(1, ?)
        """,
        MESSAGE_ID,
        ROWS);
    jdbc.update(
        """
        INSERT INTO message_search (message, owner, text)
        SELECT id, owner,
          LOWER(subject) || CHAR(10) || SUBSTRING(recipients, 14, LOCATE('"', recipients, 14) - 14)
        FROM message
        """);
    // As many as there are addresses, and one that is right.
    jdbc.update(
        """
        INSERT INTO message_recipient (address_hash, message)
        SELECT CASE WHEN id = 77777 THEN CAST(? AS bigint) ELSE MOD(id * 48271, 2147483647) END, id FROM message
        """,
        Sha256.firstBits("person77777@example.org"));
    jdbc.execute("SHUTDOWN");
    try (PackagedApplication node = PackagedApplication.start(directory, new HashMap<>())) {
      return times(node);
    }
  }

  private static Map<String, String> times(PackagedApplication node) throws Exception {
    String token = node.token();
    Map<String, String> times = new HashMap<>();
    for (String path : PATHS) {
      double[] each = new double[RUNS];
      for (int i = -5; i < RUNS; i++) {
        long begun = System.nanoTime();
        get(node, path, token);
        if (i >= 0) {
          each[i] = (System.nanoTime() - begun) / 1e6;
        }
      }
      Arrays.sort(each);
      times.put(path, "%.0f ms".formatted(each[RUNS / 2]));
    }
    return times;
  }

  private static void get(PackagedApplication node, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest request = node.request(path, token).build();
    if (HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() != 200) {
      throw new IllegalStateException(path + " was refused");
    }
  }
}
