package org.postmeister.submission.smtp;

import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.delivery.message.SubmittedMessage;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.Submitter;

/** DATA and BDAT: the content of a message, which is stored before the client is told so. */
abstract class ContentCommand extends SmtpCommand {

  // Of a client, as far as it may stand in the header.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.:_\\[\\]-]{1,200}");

  ContentCommand(String name, CommandContext context) {
    super(name, context);
  }

  /** The message that was begun. */
  static SubmissionTransaction begun(SmtpClient client) throws SmtpRefusedException {
    SubmissionTransaction transaction = client.transaction();
    if (transaction == null) {
      throw new SmtpRefusedException(503, "5.5.1", "Begin a message with MAIL first.");
    }
    if (transaction.recipients().isEmpty()) {
      throw new SmtpRefusedException(554, "5.5.1", "There is no valid recipient.");
    }
    return transaction;
  }

  /** Accepts the message, all of which has arrived. */
  String accept(SmtpClient client, SubmissionTransaction transaction) throws SmtpRefusedException {
    long size = transaction.spool().size();
    if (transaction.spool().isTooLarge()) {
      throw new SmtpRefusedException(
          552, "5.3.4", "A message may have " + context().mostOctets() + " octets.");
    }
    Submitter submitter = Objects.requireNonNull(client.submitter());
    try (MemoryBudget.Room _ = context().service().room(size)) {
      long id =
          context()
              .service()
              .accept(
                  submitter,
                  transaction.sender(),
                  new SubmittedMessage(
                      submitter.owner(),
                      transaction.recipients(),
                      transaction.spool().read(),
                      received(client, transaction, submitter),
                      transaction.isSmtpUtf8(),
                      transaction.dsn(),
                      submitter.device() ? SenderPolicy.REWRITE : SenderPolicy.REFUSE));
      context().metrics().accepted(size);
      client.progresses();
      return "250 2.0.0 " + id;
    } catch (InvalidValueException e) {
      throw new SmtpRefusedException(554, "5.6.0", "The header of this message is too long.");
    } catch (IOException e) {
      throw new SmtpRefusedException(
          452, "4.3.1", "This message could not be read from the disk again.");
    }
  }

  // Not the client's address: recipients need not know the network that it is in.
  private String received(
      SmtpClient client, SubmissionTransaction transaction, Submitter submitter) {
    String name = String.valueOf(client.greeting());
    String protocol =
        (transaction.isSmtpUtf8() ? "UTF8SMTP" : client.isExtended() ? "ESMTP" : "SMTP")
            + (client.hasTls() ? "S" : "")
            + (submitter.device() ? "" : "A");
    return "from "
        + (NAME.matcher(name).matches() ? name : "unknown")
        + "\r\n\tby "
        + context().hostName()
        + " with "
        + protocol;
  }

  /**
   * Reads what has been announced.
   *
   * @return the reply
   */
  abstract @Nullable String read(SmtpClient client, String line)
      throws SmtpRefusedException, IOException;

  @Override
  final @Nullable String execute(SmtpClient client, String line)
      throws SmtpRefusedException, IOException {
    boolean moreToCome = false;
    try {
      String reply = read(client, line);
      SubmissionTransaction transaction = client.transaction();
      moreToCome = transaction != null && transaction.isChunked();
      return reply;
    } finally {
      // Whatever became of it, the next message begins with MAIL.
      if (!moreToCome) {
        client.reset();
      }
    }
  }
}
