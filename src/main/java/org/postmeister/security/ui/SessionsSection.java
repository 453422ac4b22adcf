package org.postmeister.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.profile.Device;
import org.postmeister.security.profile.OwnSession;
import org.postmeister.security.profile.OwnSessionService;

/** Where the person is signed in, and how to end that. */
final class SessionsSection extends Div {

  private final transient OwnSessionService service;
  private final Grid<OwnSession> grid = new Grid<>();
  private final Button endOthers = new Button();
  private final Div actions = new Div();

  SessionsSection(OwnSessionService service, Times times) {
    this.service = service;
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.setAllRowsVisible(true);
    grid.addComponentColumn(this::device)
        .setKey("device")
        .setHeader(getTranslation("profile.sessions.device"));
    grid.addComponentColumn(session -> used(session, times))
        .setHeader(getTranslation("profile.sessions.used"));
    grid.addComponentColumn(this::action).setKey("end").setAutoWidth(true).setFlexGrow(0);
    grid.getElement().setAttribute("aria-label", getTranslation("profile.sessions"));
    endOthers.setText(getTranslation("profile.sessions.end-others"));
    endOthers.addClickListener(click -> {
      service.endOthers();
      show();
    });
    actions.add(endOthers);
    actions.addClassName("form-actions");
    add(new FormSection("profile.sessions", "profile.sessions.sentence", grid, actions));
    show();
  }

  private void show() {
    List<OwnSession> sessions = service.list();
    grid.setItems(sessions);
    actions.setVisible(sessions.stream().filter(session -> !session.current()).count() > 1);
  }

  private Component device(OwnSession session) {
    Div name = new Div(new Text(nameOf(session.device())));
    if (session.current()) {
      name.add(new Text(" "), new Badge(getTranslation("profile.sessions.this")));
    }
    return new Div(name, second(session.address(), ""));
  }

  private Component used(OwnSession session, Times times) {
    return new Div(
        times.span(session.lastUsedAt()),
        second(
            getTranslation("profile.sessions.since", times.relative(session.startedAt())),
            times.withOffset(session.startedAt())));
  }

  private static Div second(String text, String title) {
    Div line = new Div(text);
    line.addClassName("second-line");
    line.setTitle(title);
    return line;
  }

  private String nameOf(Device device) {
    if (device.browser().isPresent() && device.system().isPresent()) {
      return getTranslation(
          "profile.sessions.browser-on", device.browser().get(), device.system().get());
    }
    return device
        .browser()
        .or(device::system)
        .orElseGet(() -> getTranslation("profile.sessions.unknown"));
  }

  private Component action(OwnSession session) {
    if (session.current()) {
      return new Span();
    }
    Button end =
        new Button(
            getTranslation("profile.sessions.end"),
            click -> {
              service.end(session.id());
              show();
            });
    end.setAriaLabel(
        getTranslation("profile.sessions.end-of", nameOf(session.device()), session.address()));
    return end;
  }
}
