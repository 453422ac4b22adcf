package org.postmeister.delivery.log;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.delivery.Attempt;
import org.postmeister.delivery.Message;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.WaitingReason;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.testmail.DiagnosticsVisibility;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.springframework.stereotype.Component;

/**
 * What users may see of a message's delivery: of the system mail server, a tenant learns only what
 * it said about the tenant's own mail.
 */
@Component
public class MessageVisibility {

  private static final Set<SendStep> ABOUT_THE_MESSAGE =
      Set.of(SendStep.SENDER, SendStep.RECIPIENT, SendStep.DATA, SendStep.SEND);

  private final CurrentUser currentUser;

  MessageVisibility(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  /** Whose mail the caller may see; null for everybody's. */
  public @Nullable Set<MailOwner> owners() {
    SignedInUser user = currentUser.find().orElse(null);
    if (user == null) {
      return Set.of();
    }
    return user.isSystemAdmin()
        ? null
        : user.tenants().stream().map(MailOwner::of).collect(Collectors.toSet());
  }

  public Message guard(Message message) {
    SendFailure failure = message.failure();
    if (failure == null || seesEverything()) {
      return message;
    }
    MailOwner server = message.server();
    // In that case the failure is why the server is paused, whichever message revealed it.
    boolean ofServer = message.reason() == WaitingReason.SERVER_PAUSED;
    return message.with(
        guard(
            failure,
            !ofServer && isAboutTheMessage(failure),
            visibility(server == null ? MailOwner.SYSTEM : server)));
  }

  public ServerHealth guard(ServerHealth server) {
    return new ServerHealth(
        server.owner(),
        server.since(),
        server.failures(),
        server.pausedUntil(),
        guard(server.failure(), false, visibility(server.owner())),
        server.reply());
  }

  public Attempt guard(Attempt attempt) {
    DiagnosticsVisibility visibility = visibility(attempt.via());
    if (visibility == DiagnosticsVisibility.NONE) {
      return attempt;
    }
    SendFailure failure = attempt.failure();
    boolean about = failure == null || (!attempt.ofServer() && isAboutTheMessage(failure));
    boolean shown = visibility == DiagnosticsVisibility.NETWORK;
    return new Attempt(
        attempt.at(),
        about ? attempt.duration() : null,
        attempt.outcome(),
        attempt.via(),
        shown ? attempt.server() : null,
        failure == null ? null : guard(failure, about, visibility),
        attempt.uncertain(),
        attempt.ofServer(),
        shown || about ? attempt.reply() : null,
        shown || about ? attempt.enhancedStatus() : null,
        shown ? attempt.transcript() : List.of(),
        null);
  }

  private static SendFailure guard(
      SendFailure failure, boolean about, DiagnosticsVisibility visibility) {
    return visibility == DiagnosticsVisibility.SERVER && about
        ? failure
        : visibility.guard(failure);
  }

  private static boolean isAboutTheMessage(SendFailure failure) {
    return ABOUT_THE_MESSAGE.contains(failure.step()) && !failure.isOfTheServer();
  }

  private DiagnosticsVisibility visibility(MailOwner server) {
    if (seesEverything()) {
      return DiagnosticsVisibility.NONE;
    }
    return server.equals(MailOwner.SYSTEM)
        ? DiagnosticsVisibility.SERVER
        : DiagnosticsVisibility.NETWORK;
  }

  private boolean seesEverything() {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
  }
}
