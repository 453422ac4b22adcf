package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.ServerState;

/** The status of a server, and what was learnt about how much it accepts. */
class ServerStatePanel extends Section {

  private final transient Messages messages;
  private final transient Times times;
  private final Div content = new Div();

  ServerStatePanel(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    addClassName("side-panel");
    getElement().setAttribute("aria-label", getTranslation("serverstate.title"));
    content.addClassName("route");
    add(new H2(getTranslation("serverstate.title")), content);
  }

  final void show(ServerState state) {
    content.removeAll();
    content.add(ServerStateBadge.of(state, messages), new Paragraph(why(state)));
    SendFailure failure = state.failure();
    if (failure != null) {
      content.add(
          new Paragraph(messages.get(failure.message())),
          new Paragraph(
              messages.get(failure.hint())
                  + " "
                  + (state.until() == null
                      ? getTranslation("serverstate.lasting")
                      : getTranslation("serverstate.until", times.upcoming(state.until())))));
      addWords(state.reply());
    }
    ServerState.Learned learned = state.learned();
    if (learned.isLimited()) {
      content.add(
          new Facts()
              .with("serverstate.connections", learned.connections())
              .with("serverstate.messages-per-connection", learned.messagesPerConnection())
              .with("serverstate.per-minute", learned.perMinute()));
      addWords(learned.reason());
    }
    if (Boolean.FALSE.equals(learned.pipelining())) {
      content.add(new Paragraph(getTranslation("serverstate.step-by-step")));
    }
  }

  private String why(ServerState state) {
    String key = "serverstate.because." + (state.keepsWaiting() ? "WAITING" : state.kind().name());
    return state.since() == null
        ? getTranslation(key)
        : getTranslation(key, times.exact(state.since()));
  }

  private void addWords(@Nullable String words) {
    if (words != null) {
      Paragraph reply = new Paragraph(words);
      reply.addClassName("server-reply");
      content.add(reply);
    }
  }
}
