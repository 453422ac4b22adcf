package org.postmeister.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Postfix as a relay: each message in its queue on the disk, then on to a sink. */
public final class PostfixRelay implements AutoCloseable {

  private final Path directory;
  private final int port = PackagedApplication.freePort();

  public PostfixRelay(int sinkPort) throws IOException, InterruptedException {
    this(sinkPort, false);
  }

  public PostfixRelay(int sinkPort, boolean tls) throws IOException, InterruptedException {
    this(
        """
        relayhost = [127.0.0.1]:%d
        smtp_connection_cache_destinations = [127.0.0.1]:%d
        smtp_tls_security_level = %s
        """
            .formatted(sinkPort, sinkPort, tls ? "encrypt" : "none"),
        "");
  }

  /**
   * One that holds what it gets until it is {@linkplain #release released}, and then sends each of
   * up to 9,999 messages of {@link #sendToMany} to an address of its own.
   */
  public static PostfixRelay toManyServers(int port) throws IOException, InterruptedException {
    return new PostfixRelay(
        """
        transport_maps = texthash:%s/etc/transport
        smtpd_relay_restrictions =
        smtpd_recipient_restrictions = permit_mynetworks, reject
        smtpd_client_restrictions = check_client_access static:HOLD
        """,
        IntStream.range(0, 10_000)
            .mapToObj(i ->
                "%db@many.example smtp:[127.5.%d.%d]:%d%n".formatted(i, i / 100, 1 + i % 100, port))
            .collect(Collectors.joining()));
  }

  /**
   * One that submits what it gets over SMTP: with TLS, and signed in.
   *
   * @param wrapped whether connections begin with TLS, rather than STARTTLS
   */
  public static PostfixRelay submitting(int port, boolean wrapped, String user, String password)
      throws IOException, InterruptedException {
    return new PostfixRelay(
        """
        relayhost = [localhost]:%1$d
        smtp_tls_security_level = verify
        smtp_tls_CAfile = %2$s
        smtp_tls_wrappermode = %3$s
        smtp_sasl_auth_enable = yes
        smtp_sasl_password_maps = inline:{{[localhost]:%1$d = %4$s:%5$s}}
        smtp_sasl_security_options = noanonymous
        smtputf8_enable = yes
        message_size_limit = 30000000
        """
            .formatted(port, TestAuthority.trusted(), wrapped ? "yes" : "no", user, password),
        "");
  }

  private PostfixRelay(String settings, String transport) throws IOException, InterruptedException {
    directory = Files.createTempDirectory(Path.of("/var/tmp"), "postmeister-relay");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path etc = Files.createDirectories(directory.resolve("etc"));
    Path queue = Files.createDirectories(directory.resolve("queue"));
    Path data = Files.createDirectories(directory.resolve("data"));
    run("chown", "postfix", data.toString());
    Files.writeString(
        etc.resolve("main.cf"),
        """
        compatibility_level = 3.6
        queue_directory = %s
        data_directory = %s
        maillog_file = %s
        maillog_file_prefixes = /var/tmp
        myhostname = relay.example
        mydestination =
        inet_interfaces = loopback-only
        mynetworks = 127.0.0.0/8
        smtp_host_lookup = native
        """
                .formatted(queue, data, directory.resolve("postfix.log"))
            + settings.replace("%s", directory.toString()));
    Files.writeString(etc.resolve("transport"), transport);
    Files.writeString(
        etc.resolve("master.cf"),
        """
        127.0.0.1:%d inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd
        """
            .formatted(port));
    run("/usr/sbin/postfix", "-c", etc.toString(), "start");
  }

  /** Where it takes messages. */
  public int port() {
    return port;
  }

  /** What it has logged. */
  public String log() throws IOException {
    Path log = directory.resolve("postfix.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Hands messages over in sessions that stay open. */
  public void send(int messages, int sessions, int octets)
      throws IOException, InterruptedException {
    send(messages, sessions, octets, 1);
  }

  /** The same for messages to several recipients each. */
  public void send(int messages, int sessions, int octets, int recipients)
      throws IOException, InterruptedException {
    send(port, messages, sessions, octets, recipients);
  }

  /** The same to a server on another port of this machine. */
  public static void send(int port, int messages, int sessions, int octets, int recipients)
      throws IOException, InterruptedException {
    run(
        "/usr/sbin/smtp-source",
        "-d",
        "-s",
        Integer.toString(sessions),
        "-l",
        Integer.toString(octets),
        "-m",
        Integer.toString(messages),
        "-r",
        Integer.toString(recipients),
        "-f",
        "noreply@example.com",
        "-t",
        "b@example.org",
        "127.0.0.1:" + port);
  }

  /** Hands messages over, each to a recipient of its own. */
  public void sendToMany(int messages) throws IOException, InterruptedException {
    run(
        "/usr/sbin/smtp-source",
        "-d",
        "-N",
        "-s",
        "8",
        "-l",
        "2000",
        "-m",
        Integer.toString(messages),
        "-f",
        "a@example.com",
        "-t",
        "b@many.example",
        "127.0.0.1:" + port);
  }

  /** Lets go of all that is held. */
  public void release() throws IOException, InterruptedException {
    String etc = directory.resolve("etc").toString();
    run("/usr/sbin/postsuper", "-c", etc, "-H", "ALL");
    // What is released waits for the next look at what was put off, else.
    run("/usr/sbin/postqueue", "-c", etc, "-f");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("/usr/sbin/postfix", "-c", directory.resolve("etc").toString(), "stop");
    run("rm", "-r", directory.toString());
  }
}
