package org.postmeister.submission.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** QUIT. */
final class QuitCommand extends SmtpCommand {

  QuitCommand(CommandContext context) {
    super("QUIT", context);
  }

  @Override
  @Nullable String execute(SmtpClient client, String line) throws IOException {
    client.reset();
    client.session().sendResponse("221 2.0.0 Bye");
    client.session().quit();
    return null;
  }
}
