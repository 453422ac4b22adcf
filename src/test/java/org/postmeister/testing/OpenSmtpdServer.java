package org.postmeister.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postmeister.mailserver.MailServerSettings;

/**
 * OpenSMTPD, which announces neither PIPELINING nor SMTPUTF8. Debian's makes no TLS handshake with
 * anybody, so it is without; a login needs TLS.
 */
public final class OpenSmtpdServer implements MailPeer {

  private final PeerProcess process;
  private final int port = PackagedApplication.freePort();

  /**
   * @param files of its package
   */
  public OpenSmtpdServer(Path files) throws IOException {
    process = new PeerProcess("opensmtpd");
    PeerProcess.ensureUser("opensmtpd");
    PeerProcess.ensureUser("opensmtpq");
    // It looks for them there and nowhere else.
    Files.createDirectories(Path.of("/var/lib/opensmtpd/empty"));
    Files.createDirectories(Path.of("/var/spool/smtpd"));
    PeerProcess.run("chmod", "711", "/var/spool/smtpd");
    PeerProcess.run("mkdir", "-p", "/usr/libexec");
    PeerProcess.run("cp", "-r", files.resolve("usr/libexec/opensmtpd").toString(), "/usr/libexec/");
    Path configuration =
        Files.writeString(
            process.directory().resolve("smtpd.conf"),
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
                .formatted(port, process.mail()));
    process.start(
        port, files.resolve("usr/sbin/smtpd").toString(), "-d", "-f", configuration.toString());
  }

  @Override
  public MailServerSettings settings() {
    return TestMailServers.open("localhost", port);
  }

  @Override
  public boolean takesUtf8() {
    return false;
  }

  @Override
  public List<String> received() {
    return process.received();
  }

  @Override
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
