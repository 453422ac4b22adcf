package org.postmeister.transport.microsoft;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.mailserver.spi.ServerFailure;

/**
 * Why a request to one of Microsoft's services failed.
 *
 * @param code as in {@link SendFailure}
 * @param arguments of its texts
 * @param reply the service's own words, without secrets; null if there are none
 * @param retryAfter how long the service asks to wait; null if it did not say, or trying again is
 *     useless
 */
public record MicrosoftFailure(
    String code, List<Object> arguments, @Nullable String reply, @Nullable Duration retryAfter) {

  public static MicrosoftFailure of(String code, @Nullable String reply, Object... arguments) {
    return new MicrosoftFailure(code, Arrays.asList(arguments), reply, null);
  }

  // What only a person can fix: in the directory, in Exchange, or in the settings.
  private static final Set<String> LASTING =
      Set.of(
          "entra_wrong_secret",
          "entra_secret_expired",
          "entra_unknown_application",
          "entra_unknown_directory",
          "entra_application_disabled",
          "entra_application_not_in_directory",
          "entra_no_such_service",
          "entra_blocked_by_policy",
          "graph_access_denied",
          "graph_user_read_missing",
          "graph_unknown_sender",
          "graph_no_mailbox",
          "graph_send_as_denied");

  /** The same as a failure of the server, for sending. */
  public ServerFailure asServerFailure(SendStep step) {
    return new ServerFailure(at(step), LASTING.contains(code), reply, retryAfter);
  }

  public SendFailure at(SendStep step) {
    return new SendFailure(step, code, arguments);
  }
}
