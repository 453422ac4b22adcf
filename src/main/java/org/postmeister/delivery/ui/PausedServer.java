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

/** Says that a server cannot be used, why, and until when; offers to try it again. */
class PausedServer extends Div {

  /**
   * @param name whose server it is
   */
  PausedServer(
      ServerHealth server,
      String name,
      Messages messages,
      Times times,
      SerializableRunnable resume) {
    addClassNames("notice", "paused-server");
    getElement().setAttribute("data-kind", "warning");
    getElement().setAttribute("role", "status");
    add(
        new Paragraph(
            messages.get(
                    server.owner().equals(MailOwner.SYSTEM)
                        ? "messages.paused.system"
                        : "messages.paused.tenant",
                    times.exact(server.since()),
                    name)
                + " "
                + messages.get(server.failure().message())),
        new Paragraph(
            messages.get(server.failure().hint()) + " " + next(server.pausedUntil(), times)));
    if (server.reply() != null) {
      Paragraph reply = new Paragraph(server.reply());
      reply.addClassName("server-reply");
      add(reply);
    }
    add(new Button(getTranslation("messages.resume"), click -> resume.run()));
  }

  private String next(@Nullable Instant until, Times times) {
    if (until == null) {
      return getTranslation("messages.paused.lasting");
    }
    return times.isOver(until)
        ? getTranslation("messages.paused.over")
        : getTranslation("messages.paused.until", times.relative(until));
  }
}
