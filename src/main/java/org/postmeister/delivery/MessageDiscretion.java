package org.postmeister.delivery;

import java.util.List;
import java.util.Set;
import org.postmeister.mailserver.Discretion;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.springframework.stereotype.Component;

/**
 * What of a message's way people may see: of the system mail server, a tenant learns only what it
 * said about the tenant's own mail.
 */
@Component
class MessageDiscretion {

  private static final Set<CheckStep> ABOUT_THE_MESSAGE =
      Set.of(CheckStep.SENDER, CheckStep.RECIPIENT, CheckStep.DATA, CheckStep.SEND);

  private final CurrentUser currentUser;

  MessageDiscretion(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  Message guard(Message message) {
    Failure failure = message.failure();
    if (failure == null || seesEverything()) {
      return message;
    }
    Owner server = message.server();
    // Then the failure is why the server is paused, with whatever message that was noticed.
    boolean ofServer = message.reason() == WaitingReason.SERVER_PAUSED;
    return message.with(
        guard(
            failure,
            !ofServer && isAboutTheMessage(failure),
            discretion(server == null ? Owner.SYSTEM : server)));
  }

  ServerHealth guard(ServerHealth server) {
    return new ServerHealth(
        server.owner(),
        server.since(),
        server.failures(),
        server.pausedUntil(),
        guard(server.failure(), false, discretion(server.owner())),
        server.reply());
  }

  Attempt guard(Attempt attempt) {
    Discretion discretion = discretion(attempt.via());
    if (discretion == Discretion.NONE) {
      return attempt;
    }
    Failure failure = attempt.failure();
    boolean about = failure == null || (!attempt.ofServer() && isAboutTheMessage(failure));
    boolean shown = discretion == Discretion.NETWORK;
    return new Attempt(
        attempt.at(),
        about ? attempt.duration() : null,
        attempt.outcome(),
        attempt.via(),
        shown ? attempt.server() : null,
        failure == null ? null : guard(failure, about, discretion),
        attempt.uncertain(),
        attempt.ofServer(),
        shown || about ? attempt.reply() : null,
        shown || about ? attempt.enhancedStatus() : null,
        shown ? attempt.transcript() : List.of(),
        null);
  }

  private static Failure guard(Failure failure, boolean about, Discretion discretion) {
    return discretion == Discretion.SERVER && about
        ? failure
        : Failure.of(discretion.guard(failure.toCheckFailure()));
  }

  private static boolean isAboutTheMessage(Failure failure) {
    return ABOUT_THE_MESSAGE.contains(failure.step()) && !Failure.isOfTheServer(failure.code());
  }

  private Discretion discretion(Owner server) {
    if (seesEverything()) {
      return Discretion.NONE;
    }
    return server.equals(Owner.SYSTEM) ? Discretion.SERVER : Discretion.NETWORK;
  }

  private boolean seesEverything() {
    return currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent();
  }
}
