package org.postmeister.submission.smtp;

import org.postmeister.common.EmailAddress;
import org.postmeister.submission.SmtpRefusedException;

/** RCPT: adds a recipient. */
final class RcptCommand extends SmtpCommand {

  RcptCommand(CommandContext context) {
    super("RCPT", context);
  }

  @Override
  String execute(SmtpClient client, String line) throws SmtpRefusedException {
    SubmissionTransaction transaction = client.transaction();
    if (transaction == null || transaction.isChunked()) {
      throw new SmtpRefusedException(503, "5.5.1", "Begin a message with MAIL first.");
    }
    EsmtpParameters parameters = EsmtpParameters.ofRcpt(line);
    EmailAddress recipient =
        EmailAddress.find(parameters.path())
            .orElseThrow(() ->
                new SmtpRefusedException(553, "5.1.3", "The recipient is not a valid address."));
    if (recipient.needsSmtpUtf8() && !transaction.isSmtpUtf8()) {
      throw new SmtpRefusedException(
          553, "5.6.7", "This address needs the parameter SMTPUTF8 with MAIL.");
    }
    if (transaction.recipients().size() >= context().mostRecipients()) {
      throw new SmtpRefusedException(
          452, "4.5.3", "A message may have " + context().mostRecipients() + " recipients.");
    }
    transaction.add(recipient, parameters);
    return "250 2.1.5 Recipient ok";
  }
}
