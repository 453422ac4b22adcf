package org.postmeister.transport.smtp;

import java.time.Duration;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Timeouts for SMTP servers. The outbox uses those of RFC 5321, section 4.5.3.2: servers verify
 * senders by callback, delay unknown clients on purpose, and scan whole messages; whoever hangs up
 * in the meantime only has to come again.
 *
 * @param connectTimeout for looking up the host, and for connecting to each of its addresses
 * @param testTimeout for each reply during a test mail, for which a user is waiting
 * @param answerTimeout for each reply before the content: greeting, TLS, login, sender, recipients
 * @param dataTimeout for the reply to {@code DATA}
 * @param blockTimeout for each 64 KB of a message; beyond that, all of it must be sent at 1 KB a
 *     second
 * @param messageTimeout for the reply to the complete message
 */
@ConfigurationProperties("postmeister.smtp")
record SmtpProperties(
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("20s") Duration testTimeout,
    @DefaultValue("5m") Duration answerTimeout,
    @DefaultValue("2m") Duration dataTimeout,
    @DefaultValue("3m") Duration blockTimeout,
    @DefaultValue("10m") Duration messageTimeout) {

  SmtpTimeouts ofTestMail(MailServerSettings server) {
    return new SmtpTimeouts(connectTimeout, testTimeout, testTimeout, testTimeout, testTimeout)
        .with(server);
  }

  SmtpTimeouts ofOutbox(MailServerSettings server) {
    return new SmtpTimeouts(
            connectTimeout, answerTimeout, dataTimeout, blockTimeout, messageTimeout)
        .with(server);
  }
}
