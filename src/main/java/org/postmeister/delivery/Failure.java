package org.postmeister.delivery;

import java.util.Date;
import java.util.List;
import java.util.Set;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.springframework.context.MessageSourceResolvable;

/**
 * Why an attempt failed, as stored.
 *
 * @param code as in {@link SendFailure}
 */
// MessageFormat supports only this old type for points in time.
@SuppressWarnings("JavaUtilDate")
public record Failure(SendStep step, String code, List<Argument> arguments) {

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
   * An argument of a text.
   *
   * @param date whether the value is a point in time, in milliseconds since 1970
   */
  public record Argument(String value, boolean date) {

    public static Argument of(Object argument) {
      return argument instanceof Date date
          ? new Argument(Long.toString(date.getTime()), true)
          : new Argument(String.valueOf(argument), false);
    }

    Object toObject() {
      return date ? new Date(Long.parseLong(value)) : value;
    }
  }

  public static Failure of(SendFailure failure) {
    return new Failure(
        failure.step(), failure.code(), failure.arguments().stream().map(Argument::of).toList());
  }

  /** Whether a failure concerns the server only, and no message. */
  public static boolean isOfTheServer(String code) {
    return OF_THE_SERVER.contains(code);
  }

  /** What happened, to what. */
  public MessageSourceResolvable message() {
    return toSendFailure().message();
  }

  /** What to do. */
  public MessageSourceResolvable hint() {
    return toSendFailure().hint();
  }

  public SendFailure toSendFailure() {
    return new SendFailure(step, code, arguments.stream().map(Argument::toObject).toList());
  }
}
