package org.postmeister.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postmeister.mailserver.MailServerSettings;

/**
 * OpenSMTPD, which announces neither PIPELINING nor SMTPUTF8. Debian's makes no TLS handshake with
 * anybody, so it is without; a login needs TLS.
 */
final class OpenSmtpdServer extends PeerProcess {

  private final int port = PackagedApplication.freePort();

  /**
   * @param files of its package
   */
  OpenSmtpdServer(Path files) throws IOException {
    super("opensmtpd");
    ensureUser("opensmtpd");
    ensureUser("opensmtpq");
    // It looks for them there and nowhere else.
    Files.createDirectories(Path.of("/var/lib/opensmtpd/empty"));
    Files.createDirectories(Path.of("/var/spool/smtpd"));
    run("chmod", "711", "/var/spool/smtpd");
    run("mkdir", "-p", "/usr/libexec");
    run("cp", "-r", files.resolve("usr/libexec/opensmtpd").toString(), "/usr/libexec/");
    Path configuration =
        Files.writeString(
            directory().resolve("smtpd.conf"),
            """
            filter later phase rcpt-to match rcpt-to regex "^<?later@" reject "450 4.7.1 come back later"
            filter refused phase rcpt-to match rcpt-to regex "^<?refused@" reject "550 5.1.1 no such user"
            filter both chain { later, refused }
            smtp max-message-size 50M
            listen on 127.0.0.1 port %d hostname opensmtpd.example filter both
            table everybody { "@" = nobody }
            action "keep" maildir "%s" virtual <everybody>
            match from any for any action "keep"
            """
                .formatted(port, mail()));
    start(port, files.resolve("usr/sbin/smtpd").toString(), "-d", "-f", configuration.toString());
  }

  @Override
  public MailServerSettings settings() {
    return TestMailServers.open("localhost", port);
  }

  @Override
  public boolean takesUtf8() {
    return false;
  }
}
