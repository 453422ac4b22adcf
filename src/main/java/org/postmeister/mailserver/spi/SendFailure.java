package org.postmeister.mailserver.spi;

import java.util.Arrays;
import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Why a mail, or a test mail, was not sent.
 *
 * @param step that failed
 * @param code stable, as reported by the HTTP API; the texts are {@code failure.<code>} and {@code
 *     failure.<code>.hint}
 * @param arguments of the texts
 */
public record SendFailure(SendStep step, String code, List<Object> arguments) {

  public SendFailure(SendStep step, String code, Object... arguments) {
    this(step, code, Arrays.asList(arguments));
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
