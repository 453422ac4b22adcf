package org.postmeister.submission.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SmtpRefusedException;
import org.subethamail.smtp.server.Session;

/** STARTTLS (RFC 3207). */
final class StartTlsCommand extends SmtpCommand {

  StartTlsCommand(CommandContext context) {
    super("STARTTLS", context);
  }

  @Override
  @Nullable String execute(SmtpClient client, String line)
      throws SmtpRefusedException, IOException {
    Session session = client.session();
    if (!context().tls().isAvailable() || client.hasTls()) {
      throw new SmtpRefusedException(503, "5.5.1", "TLS cannot be started now.");
    }
    if (!argument(line).isEmpty()) {
      throw new SmtpRefusedException(501, "5.5.4", "STARTTLS stands alone.");
    }
    if (session.getRawInput().available() > 0) {
      // What somebody put in without encryption must not count as said with it.
      throw new SmtpRefusedException(421, "5.5.1", "Wait for the reply to STARTTLS.");
    }
    session.sendResponse("220 2.0.0 Start TLS");
    TlsHandshake.over(session, context().tls().current(), new byte[0]);
    session.resetSmtpProtocol();
    client.startsAnew();
    return null;
  }
}
