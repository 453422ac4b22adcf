package org.postmeister.submission.smtp;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SmtpRefusal;
import org.postmeister.submission.SmtpRefusedException;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.internal.server.HelpMessage;
import org.subethamail.smtp.server.Session;

/**
 * One command. The library's own ones know neither parameters nor enhanced status codes, and do not
 * read the rest of a message that they refuse.
 */
abstract class SmtpCommand implements Command {

  private static final int CLOSING = 421;

  private final String name;
  private final CommandContext context;

  SmtpCommand(String name, CommandContext context) {
    this.name = name;
    this.context = context;
  }

  /**
   * Does it.
   *
   * @param line as the client sent it, without line ending
   * @return the reply; null if it has been sent
   */
  abstract @Nullable String execute(SmtpClient client, String line)
      throws SmtpRefusedException, IOException;

  @Override
  public final void execute(String line, Session session)
      throws IOException, DropConnectionException {
    SmtpClient client = context.clients().of(session);
    client.may(context.properties().commandTimeout());
    try {
      client.asks();
      if (!verb(line).equals(name)) {
        throw new SmtpRefusedException(500, "5.5.2", "There is no such command.");
      }
      String reply = execute(client, line);
      if (reply != null) {
        session.sendResponse(reply);
      }
    } catch (SmtpRefusedException e) {
      refuse(client, e.refusal());
    } catch (RuntimeException e) {
      refuse(client, context.service().refusal(e));
    } finally {
      client.may(context.properties().commandTimeout());
    }
  }

  private void refuse(SmtpClient client, SmtpRefusal refusal)
      throws IOException, DropConnectionException {
    context.metrics().refused(refusal.status() + " " + refusal.enhanced());
    if (refusal.status() == CLOSING) {
      throw drop(refusal);
    }
    try {
      client.errs();
    } catch (SmtpRefusedException tooMany) {
      throw drop(tooMany.refusal());
    }
    client.session().sendResponse(refusal.line());
  }

  private static DropConnectionException drop(SmtpRefusal last) {
    return new DropConnectionException(last.status(), last.enhanced() + " " + last.text());
  }

  private static String verb(String line) {
    int space = line.indexOf(' ');
    return (space < 0 ? line : line.substring(0, space)).strip().toUpperCase(Locale.ROOT);
  }

  /** What follows the verb. */
  static String argument(String line) {
    int space = line.indexOf(' ');
    return space < 0 ? "" : line.substring(space + 1).strip();
  }

  CommandContext context() {
    return context;
  }

  @Override
  public HelpMessage getHelp() {
    return new HelpMessage(name, "");
  }

  @Override
  public String getName() {
    return name;
  }
}
