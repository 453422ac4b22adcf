package org.postmeister.mailcatcher;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The mail catcher.
 *
 * @param port on the loopback address; {@code POSTMEISTER_MAILCATCHER_PORT}
 */
@ConfigurationProperties("postmeister.mailcatcher")
record MailCatcherProperties(int port) {}
