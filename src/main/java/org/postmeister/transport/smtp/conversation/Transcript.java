package org.postmeister.transport.smtp.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.postmeister.transport.Redaction;

/** The conversation about one message; without secrets, and without the message itself. */
public final class Transcript {

  // A message may have many recipients; nobody reads more than this.
  private static final int MAX_LINES = 200;

  private final Redaction secrets;
  private final List<String> lines = new ArrayList<>();
  private final Deque<String> unanswered = new ArrayDeque<>();

  public Transcript(Redaction secrets) {
    this.secrets = secrets;
  }

  /** A command was sent, perhaps together with others; it is recorded with its reply. */
  void sent(String command) {
    unanswered.add(command);
  }

  /** The reply to the first command without one, or to the content. */
  void heard(SmtpReply reply) {
    String command = unanswered.poll();
    if (command != null) {
      add("C: " + secrets.hide(command));
    }
    String clean = SmtpReplies.without(reply.text(), secrets);
    add("S: " + (clean == null ? "(nothing)" : clean));
  }

  /** All of it; commands without a reply at the end. */
  public List<String> lines() {
    while (!unanswered.isEmpty()) {
      add("C: " + secrets.hide(unanswered.remove()));
    }
    return List.copyOf(lines);
  }

  private void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else if (lines.size() == MAX_LINES) {
      lines.add("…");
    }
  }
}
