package org.postmeister.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exim and OpenSMTPD, whose packages exclude each other and Postfix. */
public final class PeerServers implements AutoCloseable {

  private static final List<String> LIBRARIES =
      List.of("openssl", "libidn12", "libgnutls-dane0", "libevent-2.1-7", "libdb5.3", "libnsl2");

  private final @Nullable MailPeer exim;
  private final @Nullable MailPeer openSmtpd;

  private PeerServers(@Nullable MailPeer exim, @Nullable MailPeer openSmtpd) {
    this.exim = exim;
    this.openSmtpd = openSmtpd;
  }

  /**
   * Gets their packages and starts them, where that is possible.
   *
   * @param directory for the packages
   */
  public static PeerServers of(Path directory) throws IOException {
    Path files = DebianPackages.download(directory, LIBRARIES, "exim4-daemon-light", "opensmtpd");
    if (files == null || !Files.isExecutable(files.resolve("usr/sbin/exim4"))) {
      return new PeerServers(null, null);
    }
    return new PeerServers(
        new EximServer(files.resolve("usr/sbin/exim4")), new OpenSmtpdServer(files));
  }

  public Optional<MailPeer> exim() {
    return Optional.ofNullable(exim);
  }

  public Optional<MailPeer> openSmtpd() {
    return Optional.ofNullable(openSmtpd);
  }

  /** Why there is none. */
  public String whyNot() {
    return "the packages can be had on Debian by root only";
  }

  @Override
  public void close() {
    if (exim != null) {
      exim.close();
    }
    if (openSmtpd != null) {
      openSmtpd.close();
    }
  }
}
