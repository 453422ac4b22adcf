package org.postmeister.common.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How slow connections are tolerated, and how the web server stops.
 *
 * @param patience for which the peer may be slower than the minimum rate; shorter than
 *     server.tomcat.connection-timeout, which also closes the connection, but leaves unread data to
 *     the kernel
 * @param leastRate per second
 * @param longestRequest how long one request may take to arrive
 * @param connectionsPerAddress that may be open at the same time
 * @param shutdownDelay how long requests are still answered when this node is stopped
 */
@ConfigurationProperties("postmeister.web")
record WebProperties(
    @DefaultValue("15s") Duration patience,
    @DefaultValue("1KB") DataSize leastRate,
    @DefaultValue("10m") Duration longestRequest,
    @DefaultValue("1024") int connectionsPerAddress,
    @DefaultValue("0s") Duration shutdownDelay) {

  RequestRateLimit limits() {
    return new RequestRateLimit(
        patience.toMillis(), leastRate.toBytes(), longestRequest.toMillis());
  }
}
