package org.postmeister.submission.smtp;

import java.util.ArrayList;
import java.util.List;
import org.postmeister.submission.SmtpRefusedException;

/** EHLO and HELO. */
final class GreetingCommand extends SmtpCommand {

  private final boolean extended;

  GreetingCommand(boolean extended, CommandContext context) {
    super(extended ? "EHLO" : "HELO", context);
    this.extended = extended;
  }

  @Override
  String execute(SmtpClient client, String line) throws SmtpRefusedException {
    String name = argument(line);
    if (name.isEmpty()) {
      throw new SmtpRefusedException(501, "5.5.4", "Write your name behind the command.");
    }
    client.greets(name, extended);
    client.session().setHelo(name);
    String hostName = context().hostName();
    if (!extended) {
      return "250 " + hostName;
    }
    List<String> lines = new ArrayList<>(List.of(hostName));
    lines.addAll(
        List.of(
            "PIPELINING",
            "SIZE " + context().mostOctets(),
            "8BITMIME",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            "CHUNKING",
            "DSN"));
    if (!client.hasTls() && context().tls().isAvailable()) {
      lines.add("STARTTLS");
    }
    if (client.submitter() == null && context().isSafe(client)) {
      lines.add("AUTH PLAIN LOGIN");
    }
    StringBuilder reply = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      reply.append(i == lines.size() - 1 ? "250 " : "250-").append(lines.get(i));
      reply.append(i == lines.size() - 1 ? "" : "\r\n");
    }
    return reply.toString();
  }
}
