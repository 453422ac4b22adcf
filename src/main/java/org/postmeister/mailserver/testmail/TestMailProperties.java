package org.postmeister.mailserver.testmail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of test mails.
 *
 * @param timeout after which a whole test is given up
 */
@ConfigurationProperties("postmeister.test-mail")
record TestMailProperties(@DefaultValue("60s") Duration timeout) {}
