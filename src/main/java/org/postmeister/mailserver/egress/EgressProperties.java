package org.postmeister.mailserver.egress;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where tenant mail servers may be. A network is written as {@code 10.1.0.0/16} or as a single
 * address, a host as {@code mail.example.com}, or all hosts below a domain as {@code
 * *.example.com}.
 *
 * @param allow networks and hosts that tenants may use although they are not public
 * @param deny networks and hosts that they may not use; beats {@code allow}
 * @param ports that they may use, as {@code 25} or {@code 2500-2599}
 */
@ConfigurationProperties("postmeister.egress")
record EgressProperties(
    @DefaultValue List<String> allow,
    @DefaultValue List<String> deny,
    @DefaultValue({"25", "465", "587", "2525"}) List<String> ports) {}
