package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Three members of a Galera cluster from Debian's packages, on this machine. */
public final class GaleraCluster implements AutoCloseable {

  private static final int MEMBERS = 3;
  private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
  private static final String[] PACKAGES = {"galera-4", "rsync"};
  // For itself, the group, the two ways in which a member gets what it has missed.
  private static final int PORTS = 4;

  private final Path directory;
  private final List<Member> members;

  private GaleraCluster(Path directory) {
    this.directory = directory;
    List<Integer> ports = freePorts(MEMBERS * PORTS);
    String group =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "127.0.0.1:" + ports.get(i * PORTS + 1))
            .collect(Collectors.joining(","));
    this.members =
        IntStream.range(0, MEMBERS)
            .mapToObj(i ->
                new Member(
                    "member" + (i + 1),
                    directory.resolve("member" + (i + 1)),
                    ports.subList(i * PORTS, (i + 1) * PORTS),
                    group))
            .toList();
  }

  // All at once, so that none comes twice.
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why it cannot be used here, empty if it can; installs it first where that is possible. */
  public static Optional<String> whyNot() {
    Optional<String> whyNot = PrivateMariaDb.whyNot();
    if (whyNot.isPresent()) {
      return whyNot;
    }
    boolean installed =
        Files.exists(PROVIDER) || (DebianPackages.canInstall() && DebianPackages.install(PACKAGES));
    return installed && Files.exists(PROVIDER)
        ? Optional.empty()
        : Optional.of(
            "Galera is not installed (Debian: apt-get install " + String.join(" ", PACKAGES) + ")");
  }

  /** Starts one member, and the others one after the other, which get everything from it. */
  public static GaleraCluster start() throws IOException, SQLException {
    GaleraCluster cluster =
        new GaleraCluster(Files.createTempDirectory(Path.of("/var/tmp"), "postmeister-galera"));
    // The server gives up root, and needs to get here nevertheless.
    PrivateMariaDb.run(List.of("chmod", "755", cluster.directory.toString()));
    for (Member member : cluster.members) {
      member.install();
    }
    cluster.members.getFirst().start(true);
    for (Member member : cluster.members.subList(1, MEMBERS)) {
      member.start(false);
    }
    cluster.members.getFirst().execute("CREATE DATABASE postmeister");
    return cluster;
  }

  /** One of the three, counted from 1. */
  public Member member(int number) {
    return members.get(number - 1);
  }

  /**
   * The address for a node that uses one member as long as that is there.
   *
   * @param first the number of that member
   * @param options of the driver, each with an ampersand before it
   */
  public String url(int first, String options) {
    List<Member> order = new ArrayList<>(members);
    order.addFirst(order.remove(first - 1));
    return "jdbc:mariadb:sequential://"
        + order.stream()
            .map(member -> "127.0.0.1:" + member.port())
            .collect(Collectors.joining(","))
        + "/postmeister?user="
        + Member.ROOT
        + options;
  }

  /** What Postmeister needs to use it; the parameters as for {@link #url}. */
  public Map<String, String> environment(int first, String options) {
    return Map.of(
        "SPRING_DATASOURCE_URL",
        url(first, options),
        "SPRING_DATASOURCE_USERNAME",
        "root",
        "SPRING_DATASOURCE_PASSWORD",
        "");
  }

  /** How often members have undone a transaction because of another member's. */
  public long conflicts() throws SQLException {
    long conflicts = 0;
    for (Member member : members) {
      conflicts += member.status("wsrep_local_cert_failures").map(Long::valueOf).orElse(0L);
      conflicts += member.status("wsrep_local_bf_aborts").map(Long::valueOf).orElse(0L);
    }
    return conflicts;
  }

  @Override
  public void close() {
    members.forEach(Member::end);
    try {
      PrivateMariaDb.run(List.of("rm", "-r", directory.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the three. */
  public static final class Member {

    private static final String ROOT = "root";
    // Debian's package has made it.
    private static final String SERVICE = "mysql";

    private final String name;
    private final Path data;
    private final List<Integer> ports;
    private final String group;
    private Process process;

    private Member(String name, Path data, List<Integer> ports, String group) {
      this.name = name;
      this.data = data;
      this.ports = ports;
      this.group = group;
    }

    private static String user() {
      String own = System.getProperty("user.name");
      return own.equals(ROOT) ? SERVICE : own;
    }

    int port() {
      return ports.getFirst();
    }

    private void install() throws IOException {
      PrivateMariaDb.run(
          List.of(
              "mariadb-install-db",
              "--no-defaults",
              "--user=" + user(),
              "--datadir=" + data,
              "--auth-root-authentication-method=normal",
              "--skip-test-db"));
    }

    /** Starts it again after {@link #kill}; it gets what it has missed from the others. */
    public void start() throws IOException {
      start(false);
    }

    private void start(boolean alone) throws IOException {
      String own = "127.0.0.1:" + ports.get(1);
      List<String> command =
          List.of(
              "/usr/sbin/mariadbd",
              "--no-defaults",
              "--user=" + user(),
              "--datadir=" + data,
              "--socket=" + data.resolve("socket"),
              "--pid-file=" + data.resolve("pid"),
              "--bind-address=127.0.0.1",
              "--port=" + port(),
              "--innodb-flush-log-at-trx-commit=1",
              "--innodb-autoinc-lock-mode=2",
              "--binlog-format=ROW",
              "--wsrep-on=ON",
              "--wsrep-provider=" + PROVIDER,
              "--wsrep-cluster-name=postmeister-test",
              "--wsrep-cluster-address=gcomm://" + (alone ? "" : group),
              "--wsrep-node-name=" + name,
              "--wsrep-node-address=" + own,
              "--wsrep-node-incoming-address=127.0.0.1:" + port(),
              "--wsrep-sst-method=rsync",
              "--wsrep-sst-receive-address=127.0.0.1:" + ports.get(2),
              "--wsrep-provider-options=base_host=127.0.0.1;base_port=%d;gmcast.listen_addr=tcp://%s"
                      .formatted(ports.get(1), own)
                  + ";ist.recv_addr=127.0.0.1:"
                  + ports.get(3));
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(data.resolveSibling(name + ".log").toFile()))
              .start();
      untilSynced();
    }

    /** Waits until it has everything and takes part. */
    public void untilSynced() {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .failFast(
              name + " has ended: " + data.resolveSibling(name + ".log"), () -> !process.isAlive())
          .ignoreExceptions()
          .until(() ->
              status("wsrep_ready").equals(Optional.of("ON"))
                  && status("wsrep_local_state_comment").equals(Optional.of("Synced")));
    }

    /** Executes a statement. */
    public void execute(String sql) throws SQLException {
      try (Connection connection =
          DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port() + "/", ROOT, "")) {
        connection.createStatement().execute(sql);
      }
    }

    private Optional<String> status(String variable) throws SQLException {
      String url =
          "jdbc:mariadb://127.0.0.1:" + port() + "/?connectTimeout=2000&socketTimeout=2000";
      try (Connection connection = DriverManager.getConnection(url, ROOT, "");
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery("SHOW GLOBAL STATUS WHERE variable_name = '" + variable + "'")) {
        return rows.next() ? Optional.of(rows.getString(2)) : Optional.empty();
      }
    }

    /** Ends it at once. */
    public void kill() {
      process.destroyForcibly();
      untilEnded();
    }

    /** Lets it stand still, as a machine does that is being moved. */
    public void freeze() throws IOException {
      signal("STOP");
    }

    public void thaw() throws IOException {
      signal("CONT");
    }

    private void signal(String signal) throws IOException {
      PrivateMariaDb.run(List.of("kill", "-" + signal, Long.toString(process.pid())));
    }

    private void end() {
      if (process != null) {
        process.destroyForcibly();
        untilEnded();
      }
    }

    private void untilEnded() {
      try {
        process.waitFor(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
