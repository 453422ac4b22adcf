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

/**
 * Postfix from Debian's packages with a configuration and a queue of its own: submission with
 * STARTTLS and SASL, with and without SMTPUTF8. The machine's own Postfix, should it run, is not
 * touched.
 */
public final class PostfixServer implements AutoCloseable {

  public static final String USER = "submitter";
  public static final String PASSWORD = "postfix test password";

  private static final String POSTFIX = "/usr/sbin/postfix";
  private static final String[] PACKAGES = {
    "postfix", "sasl2-bin", "libsasl2-modules", "libsasl2-modules-db"
  };

  private final Path directory;
  private final int port;
  private final int portWithoutSmtpUtf8;

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
            .formatted(port, portWithoutSmtpUtf8));
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
