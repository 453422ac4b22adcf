package org.postmeister.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.log.PausedServerService;
import org.postmeister.delivery.overview.DeliverySummary;
import org.postmeister.delivery.overview.DeliverySummaryService;
import org.postmeister.delivery.overview.ServerOverviewService;
import org.postmeister.delivery.ui.DeliverySummaryPanel;
import org.postmeister.delivery.ui.TroubledServersPanel;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.ui.SecretExpiry;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.notice.NoticeService;
import org.postmeister.notice.ui.NoticesView;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.invitation.ConsoleAddressService;

/** How mail is, at a glance; tenant administrators are forwarded to how theirs is. */
@Route("")
@Menu(title = "nav.dashboard", order = 1, icon = "vaadin:dashboard")
@RolesAllowed({"SYSTEM_ADMIN", "TENANT_ADMIN"})
public class DashboardView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int UNMAILED = 3;

  private final transient SetupSteps steps;
  private final transient DashboardFacts.Reader facts;
  private final transient DeliverySummaryService deliveries;
  private final transient NoticeService notices;
  private final transient ConsoleAddressService addresses;
  private final transient CurrentUser currentUser;
  private final transient DashboardCards cards;
  private final transient Times times;
  private final DeliverySummaryPanel summary;
  private final TroubledServersPanel trouble;
  private final Div warnings = new Div();
  private final Div all = new Div();
  private final Locale language;
  private List<Component> shownCards = List.of();
  // The background check for changes reads it without holding the session lock.
  private transient volatile @Nullable Seen seen;

  DashboardView(
      SetupSteps steps,
      DashboardFacts.Reader facts,
      DeliverySummaryService deliveries,
      ServerOverviewService servers,
      PausedServerService paused,
      NoticeService notices,
      ConsoleAddressService addresses,
      CurrentUser currentUser,
      DashboardCards cards,
      Messages messages,
      Times times,
      LiveUpdates live) {
    this.steps = steps;
    this.facts = facts;
    this.deliveries = deliveries;
    this.notices = notices;
    this.addresses = addresses;
    this.currentUser = currentUser;
    this.cards = cards;
    this.times = times;
    this.summary = new DeliverySummaryPanel(deliveries, messages, times);
    this.trouble = new TroubledServersPanel(servers, paused, messages, times);
    this.language = getLocale();
    addClassNames("page", "page-wide");
    warnings.addClassName("dashboard-warnings");
    all.addClassNames("cards", "dashboard");
    live.follow(this, this::look, () -> seen, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!isSystemAdmin()) {
      event.forwardTo(OwnTenantsView.class);
      return;
    }
    build(look());
  }

  private void build(Seen now) {
    removeAll();
    add(new PageHeader("dashboard.title", "dashboard.sentence"));
    askForAddress();
    add(warnings);
    all.removeAll();
    shownCards = List.of();
    if (now.steps().isEmpty()) {
      all.add(summary, trouble);
    } else {
      Long revision = steps.catcherFits().orElse(null);
      add(
          new SetupChecklist(
              now.steps(), revision == null ? null : () -> useMailCatcher(revision)));
    }
    add(all);
    seen = null;
    show(now);
  }

  private void useMailCatcher(long seenRevision) {
    try {
      steps.useMailCatcher(seenRevision);
    } catch (VersionConflictException e) {
      // Somebody has entered a mail server meanwhile: the step is done.
    }
    build(look());
  }

  private boolean isSystemAdmin() {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
  }

  /**
   * What is on the screen and may change by itself.
   *
   * @param summary null as long as no message was ever accepted
   * @param trouble null as long as no message was ever accepted
   * @param unmailed what would have been mailed, if mail could be sent
   * @param steps before the first message; empty after it
   */
  private record Seen(
      @Nullable DeliverySummary summary,
      TroubledServersPanel.@Nullable Seen trouble,
      DashboardFacts facts,
      List<NoticeService.Told> unmailed,
      List<SetupChecklist.Step> steps) {

    /** What is not followed by parts of its own. */
    List<Object> others() {
      return List.of(facts, unmailed);
    }
  }

  private Seen look() {
    List<NoticeService.Told> unmailed = notices.waiting(language);
    return deliveries.hasAnyMessage()
        ? new Seen(summary.look(), trouble.look(), facts.read(), unmailed, List.of())
        : new Seen(null, null, facts.read(), unmailed, steps.list());
  }

  private void refresh() {
    Seen before = seen;
    Seen now = look();
    if (before == null || !before.steps().equals(now.steps())) {
      build(now);
    } else {
      show(now);
    }
  }

  private void show(Seen now) {
    Seen before = seen;
    seen = now;
    if (now.summary() != null && now.trouble() != null) {
      summary.show(now.summary());
      trouble.show(now.trouble());
    }
    if (before == null || !before.others().equals(now.others())) {
      warnings.removeAll();
      warnOfUnconfirmedDestination(now.facts().server());
      warnOfSecret(now.facts().server());
      showUnmailed(now.unmailed());
      all.remove(shownCards);
      shownCards = cardsOf(now);
      all.add(shownCards);
    }
  }

  // As long as there is something to do first, only what is there already.
  private List<Component> cardsOf(Seen now) {
    DashboardFacts read = now.facts();
    if (now.steps().isEmpty()) {
      return List.of(
          cards.mail(read), cards.tenants(read), cards.platform(read), cards.changes(read));
    }
    return read.tenants() == 0 ? List.of() : List.of(cards.mail(read), cards.tenants(read));
  }

  // Links in mails lead to the address that an administrator has confirmed.
  private void askForAddress() {
    addresses
        .difference()
        .ifPresent(difference -> {
          Notice notice =
              new Notice(
                  Notice.Kind.WARNING,
                  getTranslation("dashboard.address", difference.known(), difference.used()) + " ");
          notice.add(
              new Button(
                  getTranslation("dashboard.address.confirm", difference.used()),
                  click -> {
                    addresses.confirm();
                    notice.show(
                        Notice.Kind.SUCCESS,
                        getTranslation("dashboard.address.confirmed", difference.used()));
                  }));
          add(notice);
        });
  }

  private void warnOfUnconfirmedDestination(MailServer server) {
    if (server.settings().enabled() && server.destinationSetBy() != CurrentUser.Channel.CONSOLE) {
      warnings.add(
          warning(
              getTranslation("dashboard.unconfirmed", server.settings().serverName()), mailLink()));
    }
  }

  // What nobody would notice until mail stops.
  private void warnOfSecret(MailServer server) {
    SecretExpiry.warning(server.settings().authentication().registration(), times)
        .ifPresent(text ->
            warnings.add(warning(getTranslation("dashboard.secrets.system", text), mailLink())));
  }

  private RouterLink mailLink() {
    return new RouterLink(getTranslation("dashboard.mail.open"), SystemMailServerView.class);
  }

  private void showUnmailed(List<NoticeService.Told> waiting) {
    if (waiting.size() > UNMAILED) {
      warnings.add(
          warning(
              getTranslation("dashboard.unmailed.many", waiting.size()),
              new RouterLink(getTranslation("dashboard.unmailed.open"), NoticesView.class)));
      return;
    }
    for (NoticeService.Told told : waiting) {
      warnings.add(
          warning(
              getTranslation("dashboard.unmailed", told.sentence()),
              new RouterLink(getTranslation("dashboard.unmailed.open"), NoticesView.class)));
    }
  }

  private static Notice warning(String text, RouterLink link) {
    Notice notice = new Notice(Notice.Kind.WARNING, text + " ");
    notice.add(link);
    return notice;
  }

  @Override
  public String getPageTitle() {
    return getTranslation("dashboard.title") + " – Postmeister";
  }
}
