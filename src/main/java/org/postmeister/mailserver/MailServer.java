package org.postmeister.mailserver;

/**
 * A mail server as stored.
 *
 * @param secretStored whether there is a secret; what it is, is not said
 * @param revision grows with every change
 */
public record MailServer(MailServerSettings settings, boolean secretStored, long revision) {}
