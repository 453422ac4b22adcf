package org.postmeister.delivery.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.QueryParameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.NarrowScreen;
import org.postmeister.common.ui.RowValues;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.spi.ServerState;
import org.postmeister.mailserver.ui.ServerStateBadge;

/** Mail servers, a row each; a card each on a narrow screen. */
final class ServerGrid extends Grid<ServerOverview> {

  private static final String SERVER =
      """
      <a href="${item.settings}">${item.name}</a>
      <span class="cell-note">${item.address}</span>
      """;

  private static final String STATE =
      """
      <vaadin-badge theme="${item.theme}">${item.state}</vaadin-badge>
      <span class="cell-note" title="${item.since}">${item.why}</span>
      <span class="server-reply" ?hidden="${!item.reply}">${item.reply}</span>
      """;

  private static final String NEXT =
      "<span class=\"card-label\">${item.nextLabel}</span> <span"
          + " title=\"${item.exactNext}\">${item.next}</span>";

  private static final String WAITING =
      """
      <a href="${item.messages}" ?hidden="${!item.waits}">${item.waiting}</a>
      <span ?hidden="${item.waits}">${item.waiting}</span>
      <span class="cell-note" title="${item.exactOldest}">${item.oldest}</span>
      """;

  private static final String RESUME =
      """
      <vaadin-button ?hidden="${!item.resumable}" aria-label="${item.resumeLabel}"
        @click="${resume}">${item.resumeText}</vaadin-button>
      """;

  private final transient Messages messages;
  private final transient Times times;
  private final SerializableConsumer<ServerOverview> onResume;

  ServerGrid(Messages messages, Times times, SerializableConsumer<ServerOverview> onResume) {
    this.messages = messages;
    this.times = times;
    this.onResume = onResume;
    addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    setPageSize(50);
    setSelectionMode(SelectionMode.NONE);
    getElement().setAttribute("aria-label", getTranslation("servers.title"));
    // Altogether as wide as a screen of 1280 pixels has room for.
    addColumn(withValues(SERVER))
        .setHeader(getTranslation("servers.server"))
        .setWidth("12rem")
        .setFlexGrow(2);
    addColumn(withValues(STATE))
        .setHeader(getTranslation("servers.state"))
        .setWidth("13rem")
        .setFlexGrow(4);
    addColumn(withValues(NEXT))
        .setHeader(getTranslation("servers.next"))
        .setWidth("8rem")
        .setFlexGrow(0);
    addColumn(withValues(WAITING))
        .setHeader(getTranslation("servers.waiting"))
        .setWidth("9rem")
        .setFlexGrow(0);
    addColumn(withValues(RESUME))
        .setHeader(getTranslation("grid.actions"))
        .setWidth("13.5rem")
        .setFlexGrow(0)
        .setKey("actions");
    NarrowScreen.showAsCards(
        this,
        withValues(
            "<div class=\"row-card\">"
                + "<div class=\"row-card-head\">"
                + SERVER
                + "</div><div>"
                + STATE
                + "</div><div>"
                + NEXT
                + "</div><div>"
                + WAITING
                + "</div>"
                + RESUME
                + "</div>"));
  }

  /** The tenant's name, or what the system mail server is called. */
  static String nameOf(ServerOverview server, Messages messages) {
    if (server.tenant() == null) {
      return messages.get("servers.system");
    }
    return server.displayName() == null ? server.tenant().value() : server.displayName();
  }

  private LitRenderer<ServerOverview> withValues(String template) {
    return new RowValues<ServerOverview>()
        .with("name", server -> nameOf(server, messages))
        .with("settings", ServerGrid::settings)
        .with("address", this::address)
        .with(
            "state",
            server ->
                server.enabled()
                    ? ServerStateBadge.text(server.state(), messages)
                    : getTranslation("servers.off"))
        .with("theme", server -> server.enabled() ? ServerStateBadge.theme(server.state()) : "")
        .with("why", server -> why(server, messages, times))
        .with("since", exact(server -> server.state().since()))
        .with("reply", server -> blankIfNull(server.state().reply()))
        .with("nextLabel", server -> getTranslation("servers.next"))
        .with("next", this::next)
        .with("exactNext", exact(server -> server.state().until()))
        .with("waits", server -> server.waiting() > 0)
        .with("waiting", server -> getTranslation("servers.messages", server.waiting()))
        .with("messages", ServerGrid::messages)
        .with(
            "oldest",
            server ->
                server.waitingSince() == null
                    ? ""
                    : getTranslation("servers.oldest", times.relative(server.waitingSince())))
        .with("exactOldest", exact(ServerOverview::waitingSince))
        .with("resumable", ServerGrid::isResumable)
        .with("resumeText", server -> getTranslation("messages.resume"))
        .with(
            "resumeLabel",
            server -> getTranslation("servers.resume.label", nameOf(server, messages)))
        .in(template)
        .withFunction(
            "resume",
            server -> {
              if (isResumable(server)) {
                onResume.accept(server);
              }
            });
  }

  private static boolean isResumable(ServerOverview server) {
    return server.enabled() && server.state().kind() == ServerState.Kind.PAUSED;
  }

  // By URL: the module with the pages of tenants depends on those below it.
  static String settings(ServerOverview server) {
    return server.tenant() == null ? "system/mail-server" : "tenants/" + server.tenant().value();
  }

  static String messages(ServerOverview server) {
    return "messages?"
        + QueryParameters.of("server", server.tenant() == null ? "system" : server.tenant().value())
            .getQueryString();
  }

  private String address(ServerOverview server) {
    if (!server.mode().usesSmtp()) {
      return getTranslation("AuthenticationMode." + AuthenticationMode.MICROSOFT_GRAPH);
    }
    String tenant =
        server.tenant() == null || server.displayName() == null ? "" : server.tenant() + " · ";
    return tenant + blankIfNull(server.host());
  }

  /** Why it is in its state, in a sentence or two. */
  static String why(ServerOverview server, Messages messages, Times times) {
    ServerState state = server.state();
    if (!server.enabled()) {
      return messages.get("servers.because.off");
    }
    if (state.failure() != null) {
      return messages.get(state.failure().message()) + " " + messages.get(state.failure().hint());
    }
    String key = "servers.because." + (state.keepsWaiting() ? "WAITING" : state.kind().name());
    return messages.get(key, state.since() == null ? "" : times.relative(state.since()));
  }

  private String next(ServerOverview server) {
    ServerState state = server.state();
    if (!isResumable(server)) {
      return "–";
    }
    return state.until() == null
        ? getTranslation("servers.next.never")
        : times.upcoming(state.until());
  }

  private ValueProvider<ServerOverview, String> exact(
      ValueProvider<ServerOverview, @Nullable Instant> time) {
    return server -> {
      Instant at = time.apply(server);
      return at == null ? "" : times.withOffset(at);
    };
  }

  private static String blankIfNull(@Nullable String text) {
    return text == null ? "" : text;
  }
}
