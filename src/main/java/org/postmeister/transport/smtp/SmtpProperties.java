package org.postmeister.transport.smtp;

import java.time.Duration;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.transport.smtp.socket.SmtpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience with SMTP servers. The outbox has that of RFC 5321, section 4.5.3.2: servers verify
 * senders by calling back, keep strangers waiting on purpose, and look through whole messages; who
 * hangs up meanwhile only has to come again.
 *
 * @param connectTimeout for looking the host up, and for connecting to each of its addresses
 * @param testTimeout for each answer to a test mail, for which a person waits
 * @param answerTimeout for each answer until the content: greeting, TLS, login, sender, recipients
 * @param dataTimeout for the answer to {@code DATA}
 * @param blockTimeout for each 64 KB of a message; all of it has to go at 1 KB a second beyond that
 * @param messageTimeout for the answer to a whole message
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
        .with(server.options().timeouts());
  }

  SmtpTimeouts ofOutbox(MailServerSettings server) {
    return new SmtpTimeouts(
            connectTimeout, answerTimeout, dataTimeout, blockTimeout, messageTimeout)
        .with(server.options().timeouts());
  }
}
