package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerSettings;

/**
 * Postfix from Debian's packages with a configuration and a queue of its own: submission with
 * STARTTLS and SASL, with and without SMTPUTF8. The machine's own Postfix, should it run, is not
 * touched.
 */
public final class PostfixServer implements AutoCloseable {

  public static final String USER = MailPeer.USER;
  public static final String PASSWORD = MailPeer.PASSWORD;

  private static final String POSTFIX = "/usr/sbin/postfix";
  private static final String[] PACKAGES = {
    "postfix", "sasl2-bin", "libsasl2-modules", "libsasl2-modules-db"
  };

  private final Path directory;
  private final int port;
  private final int portWithoutSmtpUtf8;
  private final int portBehindPostscreen = PackagedApplication.freePort();

  private PostfixServer(Path directory, int port, int portWithoutSmtpUtf8) {
    this.directory = directory;
    this.port = port;
    this.portWithoutSmtpUtf8 = portWithoutSmtpUtf8;
  }

  /** Why it cannot be used here, empty if it can; installs it first where that is possible. */
  public static Optional<String> whyNot() {
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.of("Postfix can be started by root only");
    }
    boolean installed =
        isInstalled() || (DebianPackages.canInstall() && DebianPackages.install(PACKAGES));
    return installed && isInstalled()
        ? Optional.empty()
        : Optional.of(
            "Postfix and Cyrus SASL are not installed (Debian: apt-get install "
                + String.join(" ", PACKAGES)
                + ")");
  }

  private static boolean isInstalled() {
    return Files.isExecutable(Path.of(POSTFIX))
        && Files.isExecutable(Path.of("/usr/sbin/saslpasswd2"));
  }

  public static PostfixServer start() {
    try {
      // Postfix gives up root; everything below must be readable for its own user.
      Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "postmeister-postfix");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      PostfixServer server =
          new PostfixServer(
              directory, PackagedApplication.freePort(), PackagedApplication.freePort());
      server.configure();
      server.run(POSTFIX, "-c", server.etc().toString(), "start");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** The same server, but it does not announce SMTPUTF8 here. */
  public int portWithoutSmtpUtf8() {
    return portWithoutSmtpUtf8;
  }

  /** The same server as a peer: with a login, and refusing who pipelines without being asked to. */
  public MailPeer asPeer() {
    return new Peer(
        TestMailServers.withUtf8Headers(
            TestMailServers.withLogin("localhost", port, Encryption.STARTTLS, USER)));
  }

  /**
   * The same server behind postscreen, which greets late and does not talk to who talks before, or
   * takes several commands for an attack; it puts everybody off the first time.
   */
  public MailPeer asPeerBehindPostscreen() {
    return new Peer(
        TestMailServers.withUtf8Headers(TestMailServers.open("localhost", portBehindPostscreen)));
  }

  private final class Peer implements MailPeer {

    private final MailServerSettings settings;

    Peer(MailServerSettings settings) {
      this.settings = settings;
    }

    @Override
    public MailServerSettings settings() {
      return settings;
    }

    @Override
    public boolean takesUtf8() {
      return true;
    }

    @Override
    public List<String> received() {
      return delivered();
    }

    @Override
    public String log() {
      return PostfixServer.this.log();
    }

    @Override
    public void close() {
      // Whoever has started the server ends it.
    }
  }

  /** The messages it has delivered. */
  public List<String> delivered() {
    Path mailbox = directory.resolve("mail/inbox/new");
    if (!Files.isDirectory(mailbox)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(mailbox)) {
      List<String> messages = new ArrayList<>();
      for (Path file : files.toList()) {
        messages.add(Files.readString(file));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has logged. */
  public String log() {
    try {
      Path log = directory.resolve("postfix.log");
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path etc() {
    return directory.resolve("etc");
  }

  private void configure() throws IOException {
    Files.createDirectories(etc().resolve("sasl"));
    Path queue = Files.createDirectories(directory.resolve("queue"));
    Path data = Files.createDirectories(directory.resolve("data"));
    Path mail = Files.createDirectories(directory.resolve("mail"));
    run("chown", "postfix", data.toString());
    run("chown", "nobody", mail.toString());
    Path certificate = TestAuthority.pem(directory);
    Path users = directory.resolve("users.db");
    Files.writeString(
        etc().resolve("sasl/smtpd.conf"),
        """
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: %s
        mech_list: PLAIN LOGIN
        """
            .formatted(users));
    runWithInput(
        PASSWORD,
        "/usr/sbin/saslpasswd2",
        "-p",
        "-c",
        "-f",
        users.toString(),
        "-u",
        "postfix.example",
        USER);
    run("chown", "postfix", users.toString());
    Files.writeString(
        etc().resolve("main.cf"),
        """
        compatibility_level = 3.6
        queue_directory = %s
        data_directory = %s
        maillog_file = %s
        maillog_file_prefixes = /var/tmp
        myhostname = postfix.example
        mydestination =
        inet_interfaces = loopback-only
        smtputf8_enable = yes
        smtpd_tls_security_level = encrypt
        smtpd_tls_chain_files = %s
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = postfix.example
        cyrus_sasl_config_path = %s
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = check_recipient_access
          inline:{{refused@example.org = 550 5.1.1 no such user} {later@example.org = 450 4.7.1 come back later}}
        smtpd_data_restrictions = reject_unauth_pipelining
        message_size_limit = 50000000
        virtual_mailbox_limit = 0
        postscreen_access_list =
        postscreen_greet_action = enforce
        postscreen_pipelining_enable = yes
        postscreen_pipelining_action = enforce
        postscreen_bare_newline_enable = yes
        postscreen_bare_newline_action = enforce
        postscreen_non_smtp_command_enable = yes
        virtual_mailbox_domains = static:all
        virtual_mailbox_maps = static:inbox/
        virtual_mailbox_base = %s
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        virtual_minimum_uid = 100
        """
            .formatted(
                queue,
                data,
                directory.resolve("postfix.log"),
                certificate,
                etc().resolve("sasl"),
                mail));
    Files.writeString(
        etc().resolve("master.cf"),
        """
        127.0.0.1:%d inet n - n - - smtpd
        127.0.0.1:%d inet n - n - - smtpd -o smtpd_discard_ehlo_keywords=smtputf8
        127.0.0.1:%d inet n - n - 1 postscreen -o smtpd_tls_security_level=may
        smtpd pass - - n - - smtpd -o smtpd_tls_security_level=may
          -o smtpd_relay_restrictions=permit_mynetworks,reject
        dnsblog unix - - n - 0 dnsblog
        tlsproxy unix - - n - 0 tlsproxy
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
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd
        """
            .formatted(port, portWithoutSmtpUtf8, portBehindPostscreen));
  }

  private void run(String... command) throws IOException {
    runWithInput("", command);
  }

  private void runWithInput(String input, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      run(POSTFIX, "-c", etc().toString(), "stop");
      run("rm", "-r", directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
