package org.postmeister.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailServerSettings;

/** Exim 4: STARTTLS, login, CHUNKING, PRDR, SMTPUTF8, five messages a connection. */
final class EximServer extends PeerProcess {

  private final int port = PackagedApplication.freePort();

  EximServer(Path binary) throws IOException {
    super("exim");
    Path directory = directory();
    // It starts itself again, without root's rights.
    Path program =
        Files.copy(binary, directory.resolve("exim4"), StandardCopyOption.COPY_ATTRIBUTES);
    ensureUser("Debian-exim");
    Path certificate = TestAuthority.pem(directory);
    // GnuTLS wants the public key beside the private one, and Java does not write it there.
    Path key = directory.resolve("key.pem");
    run("openssl", "ec", "-in", certificate.toString(), "-out", key.toString());
    Files.createDirectories(directory.resolve("spool"));
    run("chown", "nobody", directory.resolve("spool").toString(), key.toString());
    run("chown", "nobody", directory.toString());
    Path configuration =
        Files.writeString(
            directory.resolve("exim.conf"),
            """
            exim_path = {program}
            exim_user = nobody
            exim_group = nogroup
            never_users =
            primary_hostname = exim.example
            spool_directory = {dir}/spool
            log_file_path = {dir}/%slog
            pid_file_path = {dir}/exim.pid
            daemon_smtp_ports = {port}
            local_interfaces = 127.0.0.1
            keep_environment =
            tls_advertise_hosts = *
            tls_certificate = {pem}
            tls_privatekey = {key}
            auth_advertise_hosts = *
            chunking_advertise_hosts = *
            smtputf8_advertise_hosts = *
            pipelining_advertise_hosts = *
            prdr_enable = true
            smtp_accept_max_per_connection = 5
            message_size_limit = 50M
            acl_smtp_rcpt = rcpt
            acl_smtp_data = data
            begin acl
            rcpt:
              deny
                local_parts = refused
                message = no such user here
              defer
                local_parts = later
                message = come back later
              accept
                authenticated = *
              deny
                message = relay not permitted
            data:
              accept
            begin routers
            all:
              driver = accept
              transport = keep
            begin transports
            keep:
              driver = appendfile
              directory = {dir}/mail
              maildir_format
              create_directory
              user = nobody
              group = nogroup
            begin authenticators
            plain:
              driver = plaintext
              public_name = PLAIN
              server_prompts = :
              server_condition = ${if and{{eq{$auth2}{{user}}}{eq{$auth3}{{password}}}}}
              server_set_id = $auth2
              server_advertise_condition = ${if def:tls_in_cipher}
            """
                .replace("{program}", program.toString())
                .replace("{dir}", directory.toString())
                .replace("{port}", Integer.toString(port))
                .replace("{pem}", certificate.toString())
                .replace("{key}", key.toString())
                .replace("{user}", USER)
                .replace("{password}", PASSWORD));
    start(port, program.toString(), "-C", configuration.toString(), "-bdf");
  }

  @Override
  public MailServerSettings settings() {
    return TestMailServers.withUtf8Headers(
        TestMailServers.withLogin("localhost", port, Encryption.STARTTLS, USER));
  }

  @Override
  public boolean takesUtf8() {
    return true;
  }
}
