package org.postmeister.mailserver.server;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.secret.Secret;

/**
 * What a person wants to store or try.
 *
 * @param secret the new secret, null to go on with the stored one
 */
public record MailServerDraft(MailServerSettings settings, @Nullable Secret secret) {}
