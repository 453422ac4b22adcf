package org.postmeister.search.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.overview.ServerOverview;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.ui.ServerStateBadge;
import org.postmeister.security.administration.AccountInfo;
import org.postmeister.tenantlist.TenantOverview;
import org.springframework.stereotype.Component;

/** What was found in the words of the person who searches, and where it leads. */
@Component
class Findings {

  private final Messages messages;
  private final Times times;

  Findings(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  Finding of(TenantOverview tenant) {
    String name = tenant.name().value();
    String title = tenant.displayName() == null ? name : tenant.displayName();
    return new Finding(
        title,
        joined(
            name,
            tenant.active() ? "" : messages.get("tenant.inactive"),
            tenant.server() == null ? "" : ServerStateBadge.text(tenant.server(), messages)),
        "tenants/" + name);
  }

  Finding of(ServerOverview server) {
    String host =
        server.mode().usesSmtp()
            ? Objects.requireNonNullElse(server.host(), "")
            : messages.get("AuthenticationMode." + AuthenticationMode.MICROSOFT_GRAPH);
    String note =
        joined(
            host,
            server.enabled()
                ? ServerStateBadge.text(server.state(), messages)
                : messages.get("servers.off"));
    if (server.tenant() == null) {
      return new Finding(messages.get("servers.system"), note, "system/mail-server");
    }
    String name = server.tenant().value();
    String title = server.displayName() == null ? name : server.displayName();
    return new Finding(title, note, "tenants/" + name);
  }

  Finding of(Message message) {
    String recipient =
        message.recipients().stream()
            .findFirst()
            .map(first ->
                message.recipients().size() == 1
                    ? first.address().toString()
                    : messages.get(
                        "messages.recipients.more",
                        first.address().toString(),
                        message.recipients().size() - 1))
            .orElse("");
    return new Finding(
        message.subject().isBlank() ? messages.get("messages.no-subject") : message.subject(),
        joined(
            recipient,
            messages.get("MessageStatus." + message.status()),
            times.relative(message.acceptedAt())),
        "messages/" + message.id());
  }

  Finding of(AccountInfo account) {
    return new Finding(
        account.login(),
        joined(account.data().name().toString(), messages.get("Role." + account.data().role())),
        "system/accounts?" + QueryParameters.of("query", account.login()).getQueryString());
  }

  private static String joined(String... parts) {
    return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(" · "));
  }
}
