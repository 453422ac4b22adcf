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

  // Whatever step they happen at.
  private static final Set<String> ABOUT_THE_SERVER =
      Set.of(
          "server_unavailable",
          "server_refuses",
          "authentication_required",
          "connection_lost",
          "answer_timed_out");

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
    return message.with(guard(failure, discretion(server == null ? Owner.SYSTEM : server)));
  }

  ServerHealth guard(ServerHealth server) {
    return new ServerHealth(
        server.owner(),
        server.since(),
        server.failures(),
        server.pausedUntil(),
        guard(server.failure(), discretion(server.owner())),
        server.reply());
  }

  Attempt guard(Attempt attempt) {
    Discretion discretion = discretion(attempt.via());
    if (discretion == Discretion.NONE) {
      return attempt;
    }
    Failure failure = attempt.failure();
    boolean about = failure == null || isAboutTheMessage(failure);
    boolean shown = discretion == Discretion.NETWORK;
    return new Attempt(
        attempt.at(),
        attempt.duration(),
        attempt.outcome(),
        attempt.via(),
        shown ? attempt.server() : null,
        failure == null ? null : guard(failure, discretion),
        shown || about ? attempt.reply() : null,
        shown || about ? attempt.enhancedStatus() : null,
        shown ? attempt.transcript() : List.of(),
        null);
  }

  private static Failure guard(Failure failure, Discretion discretion) {
    return discretion == Discretion.SERVER && isAboutTheMessage(failure)
        ? failure
        : Failure.of(discretion.guard(failure.toCheckFailure()));
  }

  private static boolean isAboutTheMessage(Failure failure) {
    return ABOUT_THE_MESSAGE.contains(failure.step()) && !ABOUT_THE_SERVER.contains(failure.code());
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
