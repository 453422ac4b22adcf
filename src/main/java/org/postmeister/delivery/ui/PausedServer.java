package org.postmeister.delivery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.mailserver.MailOwner;

/** Shows that a server cannot be used, why, and until when; offers to try it again. */
class PausedServer extends Div {

  private final transient Messages messages;
  private final transient Times times;
  private final Div told = new Div();

  PausedServer(Messages messages, Times times, SerializableRunnable resume) {
    this.messages = messages;
    this.times = times;
    addClassNames("notice", "paused-server");
    getElement().setAttribute("data-kind", "warning");
    getElement().setAttribute("role", "status");
    // It stays, whatever is told: one that is replaced while somebody clicks on it does nothing.
    add(told, new Button(getTranslation("messages.resume"), click -> resume.run()));
  }

  /**
   * @param name whose server it is
   */
  final void show(ServerHealth server, String name) {
    told.removeAll();
    told.add(
        new Paragraph(
            messages.get(
                    server.owner().equals(MailOwner.SYSTEM)
                        ? "messages.paused.system"
                        : "messages.paused.tenant",
                    times.exact(server.since()),
                    name)
                + " "
                + messages.get(server.failure().message())),
        new Paragraph(messages.get(server.failure().hint()) + " " + next(server.pausedUntil())));
    if (server.reply() != null) {
      Paragraph reply = new Paragraph(server.reply());
      reply.addClassName("server-reply");
      told.add(reply);
    }
  }

  private String next(@Nullable Instant until) {
    if (until == null) {
      return getTranslation("messages.paused.lasting");
    }
    return times.isOver(until)
        ? getTranslation("messages.paused.over")
        : getTranslation("messages.paused.until", times.relative(until));
  }
}
