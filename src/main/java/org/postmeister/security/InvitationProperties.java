package org.postmeister.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Invitations.
 *
 * @param validity how long one can be followed
 */
@ConfigurationProperties("postmeister.invitation")
record InvitationProperties(@DefaultValue("7d") Duration validity) {}
