package org.postmeister.security.invitation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Links for choosing a password.
 *
 * @param validity how long an invitation can be followed
 * @param resetValidity how long the link can be followed that somebody asked for who has forgotten
 *     the password
 */
@ConfigurationProperties("postmeister.invitation")
record InvitationProperties(
    @DefaultValue("7d") Duration validity, @DefaultValue("1h") Duration resetValidity) {}
