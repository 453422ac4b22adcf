package org.postmeister.mailserver.testmail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.spi.SendStep;

/**
 * The outcome of the last test of stored settings.
 *
 * @param step that failed, null if the mail was sent
 * @param code of the failure, null if the mail was sent
 */
public record TestOutcome(Instant at, @Nullable SendStep step, @Nullable String code) {}
