package org.postmeister.transport.smtp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience with SMTP servers.
 *
 * @param connectTimeout for looking the host up, and for connecting to each of its addresses
 * @param readTimeout for each answer of the server
 * @param writeTimeout for each piece that the server has to take
 */
@ConfigurationProperties("postmeister.smtp")
record SmtpProperties(
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    @DefaultValue("20s") Duration writeTimeout) {}
