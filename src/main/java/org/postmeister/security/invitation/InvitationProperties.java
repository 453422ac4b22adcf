package org.postmeister.security.invitation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Links for choosing a password.
 *
 * @param validity how long an invitation is valid
 * @param resetValidity how long a requested password-reset link is valid
 */
@ConfigurationProperties("postmeister.invitation")
record InvitationProperties(
    @DefaultValue("7d") Duration validity, @DefaultValue("1h") Duration resetValidity) {}
