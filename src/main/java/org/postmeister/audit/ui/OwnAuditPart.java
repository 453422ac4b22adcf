package org.postmeister.audit.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.RouterLink;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.OwnAuditService;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.ProfilePart;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.springframework.stereotype.Component;

/** The latest that was done with somebody's account, by whomever. */
@Component
class OwnAuditPart implements ProfilePart {

  private static final int SHOWN = 20;

  private final OwnAuditService service;
  private final CurrentUser currentUser;
  private final Messages messages;
  private final Times times;

  OwnAuditPart(OwnAuditService service, CurrentUser currentUser, Messages messages, Times times) {
    this.service = service;
    this.currentUser = currentUser;
    this.messages = messages;
    this.times = times;
  }

  @Override
  public FormSection create() {
    AuditTexts texts = new AuditTexts(messages, times);
    Grid<AuditEntry> grid = new Grid<>();
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.setAllRowsVisible(true);
    grid.addComponentColumn(entry -> when(entry, texts)).setHeader(messages.get("audit.at"));
    grid.addComponentColumn(entry -> what(entry, texts)).setHeader(messages.get("audit.action"));
    grid.setEmptyStateText(messages.get("audit.own.empty"));
    grid.getElement().setAttribute("aria-label", messages.get("audit.own"));
    grid.setItems(service.latest(SHOWN));
    FormSection section = new FormSection("audit.own", "audit.own.sentence", grid);
    if (currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent()) {
      section.add(new RouterLink(messages.get("audit.own.all"), AuditView.class));
    }
    return section;
  }

  private Div when(AuditEntry entry, AuditTexts texts) {
    return lines(times.span(entry.at()), texts.origin(entry));
  }

  private Div what(AuditEntry entry, AuditTexts texts) {
    Div action = new Div(messages.get("audit.action." + entry.action()) + ": " + entry.subject());
    Div cell =
        lines(
            action,
            currentUser.find().filter(user -> user.getUsername().equals(entry.actor())).isPresent()
                ? ""
                : messages.get("audit.own.by", entry.actor()));
    cell.add(texts.changes(entry));
    return cell;
  }

  private static Div lines(com.vaadin.flow.component.Component first, String second) {
    Div line = new Div(second);
    line.addClassName("second-line");
    line.setVisible(!second.isEmpty());
    return new Div(first, line);
  }
}
