package org.postmeister.submission.smtp;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.MessageSpool;
import org.postmeister.submission.SmtpRefusedException;

/** BDAT: content by length (RFC 3030). */
final class BdatCommand extends ContentCommand {

  private static final Pattern CHUNK = Pattern.compile("(?i)BDAT +(\\d{1,12})( +LAST)? *");

  BdatCommand(CommandContext context) {
    super("BDAT", context);
  }

  @Override
  @Nullable String read(SmtpClient client, String line) throws SmtpRefusedException, IOException {
    Matcher matcher = CHUNK.matcher(line);
    if (!matcher.matches()) {
      // Whatever follows cannot be told from commands.
      throw new SmtpRefusedException(421, "5.5.4", "Write BDAT, a length, and perhaps LAST.");
    }
    long octets = Long.parseLong(matcher.group(1));
    SubmissionTransaction transaction;
    try {
      transaction = begun(client);
    } catch (SmtpRefusedException e) {
      if (client.submitter() == null || octets > context().mostOctets()) {
        throw new SmtpRefusedException(421, "5.5.1", "Begin a message with MAIL first.");
      }
      // Its octets have been sent already.
      try (MessageSpool nowhere = new MessageSpool(0)) {
        new ContentReader(client, context(), nowhere).read(octets);
      }
      throw e;
    }
    transaction.takeChunks();
    new ContentReader(client, context(), transaction.spool()).read(octets);
    if (transaction.spool().isTooLarge()) {
      client.reset();
      throw new SmtpRefusedException(
          552, "5.3.4", "A message may have " + context().mostOctets() + " octets.");
    }
    if (matcher.group(2) == null) {
      return "250 2.0.0 " + octets + " octets";
    }
    String reply = accept(client, transaction);
    client.reset();
    return reply;
  }
}
