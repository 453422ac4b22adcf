package org.postmeister.mailserver.server;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * What a user wants to store or test.
 *
 * @param secret the new secret, null to keep the stored one
 */
public record MailServerDraft(MailServerSettings settings, @Nullable Secret secret) {}
