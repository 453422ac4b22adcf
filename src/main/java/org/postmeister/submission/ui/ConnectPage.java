package org.postmeister.submission.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.HasDynamicTitle;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.security.token.ApiTokenService.Created;
import org.postmeister.security.token.NewApiToken;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;

/** All that somebody needs to let an application send somebody's mail, until it has. */
abstract class ConnectPage extends Main implements HasDynamicTitle {

  private final transient MessageService service;
  private final transient SubmissionEndpoint endpoint;
  private final transient Messages messages;
  private final transient LiveUpdates live;

  ConnectPage(
      MessageService service, SubmissionEndpoint endpoint, Messages messages, LiveUpdates live) {
    this.service = service;
    this.endpoint = endpoint;
    this.messages = messages;
    this.live = live;
    addClassName("page");
  }

  @Override
  public String getPageTitle() {
    return getTranslation("connect.title") + " – Postmeister";
  }

  /**
   * Whose mail applications are to send.
   *
   * @param user that they sign in as
   * @param route of that mail
   * @param messagesUrl of the HTTP API, null where it takes no such messages
   * @param tokens creates a token that may send it
   */
  record Subject(
      MailOwner owner,
      String user,
      MailRoute route,
      @Nullable String messagesUrl,
      Function<NewApiToken, Created> tokens) {}

  /**
   * Shows it, for the first time or for somebody else.
   *
   * @param sentenceKey of what this page is for
   * @param offKey of what is said while submission over SMTP is off
   */
  void show(Subject subject, String sentenceKey, String offKey, Anchor back) {
    removeAll();
    ClientAccess access = access(subject, subject.route().settings());
    SettingsTabs settings = new SettingsTabs(access);
    TokenPanel token =
        new TokenPanel(subject.tokens(), messages, created -> settings.show(access.with(created)));
    Aside side = new Aside(new FirstMessage(service, subject.owner(), live));
    side.addClassName("side");
    Div columns = new Div(accessSection(access, token), side);
    columns.addClassName("columns");
    add(new PageHeader("connect.title", sentenceKey, back));
    if (subject.route().reason() != null) {
      add(new Notice(Notice.Kind.WARNING, getTranslation("reason." + subject.route().reason())));
    }
    boolean possible = access.port() != null || access.messagesUrl() != null;
    if (access.port() == null) {
      add(new Notice(Notice.Kind.INFO, getTranslation(offKey)));
    }
    if (possible) {
      add(columns, settings);
    }
  }

  private ClientAccess access(Subject subject, @Nullable MailServerSettings server) {
    EmailAddress sender = server == null ? null : server.senderAddress();
    return new ClientAccess(
        endpoint.publicHost(),
        endpoint.ports().stream().findFirst().orElse(null),
        subject.user(),
        ClientAccess.NO_TOKEN,
        sender == null ? ClientAccess.NO_SENDER : sender.toString(),
        subject.messagesUrl());
  }

  private Section accessSection(ClientAccess access, TokenPanel token) {
    Paragraph sentence = new Paragraph(getTranslation("connect.access.sentence"));
    sentence.addClassName("section-sentence");
    Section section = new Section(new H2(getTranslation("connect.access")), sentence);
    section.addClassName("form-section");
    section.add(facts(access));
    if (access.port() != null && access.port().encryption() == Encryption.NONE) {
      section.add(new Notice(Notice.Kind.INFO, getTranslation("connect.plain")));
    }
    section.add(token);
    return section;
  }

  private Facts facts(ClientAccess access) {
    Facts facts = new Facts();
    if (access.port() != null) {
      facts
          .with("connect.host", access.host())
          .with(
              "connect.ports",
              endpoint.ports().stream().map(this::describe).collect(Collectors.joining("\n")))
          .with("connect.user", access.user())
          .with("connect.password", getTranslation("connect.password.token"));
    }
    facts.with(
        "connect.sender", access.sender().equals(ClientAccess.NO_SENDER) ? null : access.sender());
    return access.messagesUrl() == null ? facts : facts.with("connect.api", access.messagesUrl());
  }

  private String describe(OpenPort port) {
    return getTranslation("connect.port." + port.encryption(), Integer.toString(port.number()));
  }
}
