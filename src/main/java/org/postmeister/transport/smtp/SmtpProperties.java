package org.postmeister.transport.smtp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience with SMTP servers.
 *
 * @param connectTimeout for looking the host up, and for connecting to each of its addresses
 * @param readTimeout for each answer of the server
 * @param dataTimeout for the answer to a whole message: servers look through it first, and who
 *     hangs up meanwhile would send it again (RFC 5321, section 4.5.3.2.6)
 * @param writeTimeout for each piece that the server has to take
 */
@ConfigurationProperties("postmeister.smtp")
record SmtpProperties(
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    @DefaultValue("10m") Duration dataTimeout,
    @DefaultValue("20s") Duration writeTimeout) {}
