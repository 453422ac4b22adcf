package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.MessageNotFoundException;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.log.MessageService;

/** The page of one message, for links to it. */
@Route("messages/:id([0-9]{1,18})")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class MessageView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final String ID = "id";

  private final transient Messages messages;
  private final MessagePanel panel;

  MessageView(
      MessageService service,
      MessageActionService actions,
      Messages messages,
      Times times,
      PageMemory memory,
      LiveUpdates live) {
    this.messages = messages;
    this.panel = new MessagePanel(service, actions, messages, times, memory, live);
    addClassNames("page", "message-page");
    add(new RouterLink(getTranslation("message.all"), MessagesView.class), panel);
  }

  /** The parameters with which this view shows a message. */
  public static RouteParameters of(long id) {
    return new RouteParameters(new RouteParam(ID, Long.toString(id)));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    try {
      panel.show(event.getRouteParameters().getLong(ID).orElseThrow(NotFoundException::new));
    } catch (MessageNotFoundException e) {
      throw new NotFoundException(messages.get(e));
    }
  }

  @Override
  public String getPageTitle() {
    return getTranslation("message.title") + " – Postmeister";
  }
}
