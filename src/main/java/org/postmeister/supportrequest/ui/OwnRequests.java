package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.ui.MessageView;
import org.postmeister.delivery.ui.StateBadge;
import org.postmeister.supportrequest.SupportRequest;

/** What somebody has asked so far, and whether it has arrived. */
class OwnRequests extends Aside {

  private final transient Messages messages;
  private final transient Times times;
  private final Paragraph none = new Paragraph();
  private final UnorderedList list = new UnorderedList();
  private transient volatile List<SupportRequest> shown = List.of();

  OwnRequests(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    addClassName("side-panel");
    getElement().setAttribute("aria-label", getTranslation("support.own"));
    none.setText(getTranslation("support.own.none"));
    list.addClassName("support-requests");
    list.getElement().setAttribute("role", "list");
    list.getElement().setAttribute("aria-live", "polite");
    add(new H2(getTranslation("support.own")), none, list);
  }

  List<SupportRequest> shown() {
    return shown;
  }

  void show(List<SupportRequest> requests) {
    shown = requests;
    none.setVisible(requests.isEmpty());
    list.removeAll();
    requests.forEach(request -> list.add(item(request)));
  }

  private ListItem item(SupportRequest request) {
    Div head = new Div(new Span(request.number()));
    if (request.status() != null) {
      head.add(StateBadge.of(request.status(), messages));
    }
    head.addClassName("card-head");
    Span details = new Span(getTranslation("support.own.sent", request.sentTo()));
    details.addClassName("hint");
    Span when = times.span(request.createdAt());
    when.addClassName("hint");
    return new ListItem(
        head,
        new Div(
            request.status() == null
                ? new Span(request.subject())
                : new RouterLink(
                    request.subject(), MessageView.class, MessageView.of(request.message()))),
        new Div(details),
        new Div(when));
  }
}
