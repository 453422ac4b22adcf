package org.postmeister.common.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How slow connections are borne.
 *
 * @param patience for which the other side may be slower than the least rate; shorter than
 *     server.tomcat.connection-timeout, which closes too, but leaves what is not read to the kernel
 * @param leastRate per second
 * @param longestRequest that one request may take to arrive
 * @param connectionsPerAddress that may be open at once
 */
@ConfigurationProperties("postmeister.web")
record WebProperties(
    @DefaultValue("15s") Duration patience,
    @DefaultValue("1KB") DataSize leastRate,
    @DefaultValue("10m") Duration longestRequest,
    @DefaultValue("1024") int connectionsPerAddress) {

  RateLimits limits() {
    return new RateLimits(patience.toMillis(), leastRate.toBytes(), longestRequest.toMillis());
  }
}
