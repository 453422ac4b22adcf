package org.postmeister.submission.smtp;

import org.postmeister.common.EmailAddress;
import org.postmeister.submission.MessageSpool;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.Submitter;

/** MAIL: begins a message. */
final class MailCommand extends SmtpCommand {

  MailCommand(CommandContext context) {
    super("MAIL", context);
  }

  @Override
  String execute(SmtpClient client, String line) throws SmtpRefusedException {
    if (client.greeting() == null) {
      throw new SmtpRefusedException(503, "5.5.1", "Say EHLO first.");
    }
    if (!context().isSafe(client)) {
      throw new SmtpRefusedException(530, "5.7.0", "Use STARTTLS first.");
    }
    requireSubmitter(client);
    if (client.transaction() != null) {
      throw new SmtpRefusedException(503, "5.5.1", "A message has already been begun.");
    }
    EsmtpParameters parameters = EsmtpParameters.ofMail(line);
    if (!parameters.path().isEmpty()) {
      EmailAddress sender =
          EmailAddress.find(parameters.path())
              .orElseThrow(() ->
                  new SmtpRefusedException(553, "5.1.7", "The sender is not a valid address."));
      if (sender.needsSmtpUtf8() && !parameters.has("SMTPUTF8")) {
        throw new SmtpRefusedException(553, "5.6.7", "This address needs the parameter SMTPUTF8.");
      }
    }
    if (parameters.size() > context().mostOctets()) {
      throw new SmtpRefusedException(
          552, "5.3.4", "A message may have " + context().mostOctets() + " octets.");
    }
    client.begins(
        new SubmissionTransaction(
            parameters.path(), parameters, new MessageSpool(context().mostOctets())));
    return "250 2.1.0 Sender ok";
  }

  private void requireSubmitter(SmtpClient client) throws SmtpRefusedException {
    Submitter known = client.submitter();
    if (known != null) {
      context().service().requireStill(known);
    } else {
      Submitter device =
          context()
              .service()
              .device(client.address())
              .orElseThrow(() -> new SmtpRefusedException(530, "5.7.0", "Sign in first (AUTH)."));
      context().clients().signsIn(client, device);
    }
  }
}
