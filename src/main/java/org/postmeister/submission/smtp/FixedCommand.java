package org.postmeister.submission.smtp;

import java.util.function.Consumer;
import org.postmeister.submission.SmtpRefusedException;

/** A command with always the same reply. */
final class FixedCommand extends SmtpCommand {

  private final String reply;
  private final Consumer<SmtpClient> effect;

  FixedCommand(String name, String reply, Consumer<SmtpClient> effect, CommandContext context) {
    super(name, context);
    this.reply = reply;
    this.effect = effect;
  }

  @Override
  String execute(SmtpClient client, String line) throws SmtpRefusedException {
    effect.accept(client);
    if (reply.startsWith("5")) {
      client.errs();
    }
    return reply;
  }
}
