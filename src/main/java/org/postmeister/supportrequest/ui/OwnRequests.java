package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.ui.MessageView;
import org.postmeister.delivery.ui.StateBadge;
import org.postmeister.supportrequest.SupportRequest;

/** The requests that a user has sent so far, and whether they have arrived. */
class OwnRequests extends Aside {

  private final transient Messages messages;
  private final transient Times times;
  private final Paragraph none = new Paragraph();
  private final UnorderedList list = new UnorderedList();
  private final transient Map<String, Item> items = new HashMap<>();
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
    Set<String> numbers = requests.stream().map(SupportRequest::number).collect(Collectors.toSet());
    items.values().stream().filter(item -> !numbers.contains(item.number)).forEach(list::remove);
    items.keySet().retainAll(numbers);
    for (int i = 0; i < requests.size(); i++) {
      SupportRequest request = requests.get(i);
      Item item = items.get(request.number());
      if (item == null) {
        item = new Item(request);
        items.put(request.number(), item);
        list.addComponentAtIndex(i, item);
      }
      item.show(request);
    }
  }

  /** One of them; its link stays, whatever becomes of it. */
  private final class Item extends ListItem {

    private final String number;
    private final Div head = new Div();
    private final RouterLink link;
    private final Span subject;

    Item(SupportRequest request) {
      number = request.number();
      subject = new Span(request.subject());
      link =
          new RouterLink(request.subject(), MessageView.class, MessageView.of(request.message()));
      head.addClassName("card-head");
      Span details =
          new Span(OwnRequests.this.getTranslation("support.own.sent", request.sentTo()));
      details.addClassName("hint");
      Span when = times.span(request.createdAt());
      when.addClassName("hint");
      add(head, new Div(subject, link), new Div(details), new Div(when));
    }

    // The message may be in the log no longer.
    void show(SupportRequest request) {
      head.removeAll();
      head.add(new Span(number));
      if (request.status() != null) {
        head.add(StateBadge.of(request.status(), messages));
      }
      subject.setVisible(request.status() == null);
      link.setVisible(request.status() != null);
    }
  }
}
