package org.postmeister.mailserver.spi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Why a mail, or a test mail, was not sent.
 *
 * @param step that failed
 * @param code stable, as reported by the HTTP API; the texts are {@code failure.<code>} and {@code
 *     failure.<code>.hint}
 * @param arguments of the texts; points in time, and else texts
 */
// MessageFormat supports only the old type for points in time.
@SuppressWarnings("JavaUtilDate")
public record SendFailure(SendStep step, String code, List<Object> arguments) {

  // Whatever step they happen at.
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "server_unavailable",
          "server_refuses",
          "greeting_name_refused",
          "reverse_dns_missing",
          "address_blocked",
          "takes_no_mail",
          "authentication_required",
          "starttls_required",
          "connection_lost",
          "answer_not_understood",
          "answer_lost",
          "answer_timed_out");

  /**
   * An argument as stored.
   *
   * @param date whether the value is a point in time, in milliseconds since 1970
   */
  private record StoredArgument(String value, boolean date) {

    static StoredArgument of(Object argument) {
      return argument instanceof Date date
          ? new StoredArgument(Long.toString(date.getTime()), true)
          : new StoredArgument(argument.toString(), false);
    }

    Object toArgument() {
      return date ? new Date(Long.parseLong(value)) : value;
    }
  }

  private record Stored(SendStep step, String code, List<StoredArgument> arguments) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  private static SendFailure of(Stored stored) {
    return new SendFailure(
        stored.step(),
        stored.code(),
        stored.arguments().stream().map(StoredArgument::toArgument).toList());
  }

  @JsonValue
  private Stored toStored() {
    return new Stored(step, code, arguments.stream().map(StoredArgument::of).toList());
  }

  public SendFailure {
    arguments =
        arguments.stream()
            .map(argument -> argument instanceof Date ? argument : String.valueOf(argument))
            .toList();
  }

  public SendFailure(SendStep step, String code, Object... arguments) {
    this(step, code, Arrays.asList(arguments));
  }

  /** Whether it concerns the server only, and no message. */
  public boolean isOfTheServer() {
    return OF_THE_SERVER.contains(code);
  }

  /** What happened, to what. */
  public MessageSourceResolvable message() {
    return new DefaultMessageSourceResolvable(
        new String[] {"failure." + code}, arguments.toArray());
  }

  /** What to do. */
  public MessageSourceResolvable hint() {
    return new DefaultMessageSourceResolvable(
        new String[] {"failure." + code + ".hint"}, arguments.toArray());
  }
}
