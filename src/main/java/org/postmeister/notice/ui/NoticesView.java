package org.postmeister.notice.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.notice.NoticeKind;
import org.postmeister.notice.NoticeService;
import org.postmeister.notice.NoticeState;

/** Which notices there are, and which are sent by mail. */
@Route("system/notices")
@Menu(title = "nav.notices", order = 14, icon = "vaadin:bell-o")
@RolesAllowed("SYSTEM_ADMIN")
public class NoticesView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient NoticeService service;
  private final transient Messages messages;
  private final transient Times times;
  private final UnorderedList list = new UnorderedList();
  private final Notice nobody = new Notice();
  private final Paragraph none = new Paragraph(getTranslation("notices.none"));
  private transient volatile List<NoticeService.Told> seen = List.of();

  NoticesView(NoticeService service, Messages messages, Times times, LiveUpdates live) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    addClassName("page");
    list.addClassName("notice-list");
    Section latest = new Section(new H2(getTranslation("notices.latest")), none, list);
    latest.addClassName("form-section");
    add(new PageHeader("notices.title", "notices.sentence"), nobody, switches(), latest);
    Locale language = messages.locale();
    live.follow(this, () -> service.latest(language), () -> seen, this::show);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    show();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("notices.title") + " – Postmeister";
  }

  private Section switches() {
    Section section = new Section(new H2(getTranslation("notices.mailed")));
    section.addClassName("form-section");
    Div boxes = new Div();
    boxes.addClassName("switches");
    for (Map.Entry<NoticeKind, Boolean> entry : service.switches().entrySet()) {
      Checkbox box = new Checkbox(getTranslation("NoticeKind." + entry.getKey()), entry.getValue());
      box.addValueChangeListener(changed -> service.switchTo(entry.getKey(), changed.getValue()));
      boxes.add(box);
    }
    section.add(boxes);
    return section;
  }

  private void show() {
    seen = service.latest(messages.locale());
    none.setVisible(seen.isEmpty());
    nobody.clear();
    if (seen.stream().anyMatch(told -> told.notice().state() == NoticeState.NOBODY)
        && !service.hasReaders()) {
      nobody.show(Notice.Kind.WARNING, getTranslation("notices.nobody") + " ");
      nobody.add(new Anchor("profile", getTranslation("notices.nobody.profile")));
    }
    list.removeAll();
    seen.forEach(told -> list.add(item(told)));
  }

  private ListItem item(NoticeService.Told told) {
    Span when = times.span(told.notice().occurredAt());
    when.addClassName("hint");
    return new ListItem(badge(told.notice().state()), new Span(told.sentence()), when);
  }

  private Badge badge(NoticeState state) {
    Badge badge = new Badge(messages.get("NoticeState." + state));
    switch (state) {
      case WAITING -> badge.addThemeVariants(BadgeVariant.WARNING);
      case SENT -> badge.addThemeVariants(BadgeVariant.SUCCESS);
      case NOBODY, NOT_DELIVERED -> badge.addThemeVariants(BadgeVariant.ERROR);
      case SWITCHED_OFF, OVER -> {}
    }
    return badge;
  }
}
