package org.postmeister.submission.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SmtpRefusedException;

/** DATA. */
final class DataCommand extends ContentCommand {

  DataCommand(CommandContext context) {
    super("DATA", context);
  }

  @Override
  @Nullable String read(SmtpClient client, String line) throws SmtpRefusedException, IOException {
    SubmissionTransaction transaction = begun(client);
    if (transaction.isChunked()) {
      throw new SmtpRefusedException(503, "5.5.1", "This message comes in chunks (BDAT).");
    }
    client.session().sendResponse("354 End with a line with nothing but a dot");
    new ContentReader(client, context(), transaction.spool()).readToDot();
    return accept(client, transaction);
  }
}
