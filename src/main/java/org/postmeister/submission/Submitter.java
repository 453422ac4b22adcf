package org.postmeister.submission;

import org.postmeister.mailserver.MailOwner;
import org.springframework.security.core.Authentication;

/**
 * Who submits messages.
 *
 * @param owner of the messages
 * @param authentication with what it may do
 * @param device whether it is known by its network only, and cannot read why it is refused
 */
public record Submitter(MailOwner owner, Authentication authentication, boolean device) {}
