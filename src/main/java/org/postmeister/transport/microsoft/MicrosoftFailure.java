package org.postmeister.transport.microsoft;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.CheckFailure;
import org.postmeister.mailserver.spi.CheckStep;

/**
 * Why one of Microsoft's services did not do what it was asked for.
 *
 * @param code as in {@link CheckFailure}
 * @param arguments what its texts name
 * @param reply the service's own words, without secrets; null if it said nothing
 * @param retryAfter how long the service wants to be left alone; null if it did not say, or trying
 *     again is no use
 */
public record MicrosoftFailure(
    String code, List<Object> arguments, @Nullable String reply, @Nullable Duration retryAfter) {

  public static MicrosoftFailure of(String code, @Nullable String reply, Object... arguments) {
    return new MicrosoftFailure(code, Arrays.asList(arguments), reply, null);
  }

  public CheckFailure at(CheckStep step) {
    return new CheckFailure(step, code, arguments);
  }
}
