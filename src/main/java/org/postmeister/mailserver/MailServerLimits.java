package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.Limit;

/**
 * What a server may be given at most, according to its administrator or provider; each is null if
 * there is no limit. Shared by all nodes. Connections and messages of servers with the same host
 * and login count together, as far as these have limits, too: one tenant's limits do not bind
 * tenants that have set none.
 *
 * @param connections at the same time
 * @param perMinute messages per minute
 * @param perHour messages per hour
 * @param perDay messages per day, which begins at midnight UTC
 */
public record MailServerLimits(
    @Nullable Limit connections,
    @Nullable Limit perMinute,
    @Nullable Limit perHour,
    @Nullable Limit perDay) {

  /** As much as the server accepts. */
  public static final MailServerLimits NONE = new MailServerLimits(null, null, null, null);
}
