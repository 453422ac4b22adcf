package org.postmeister.transport.graph;

import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.AppRegistration;
import org.postmeister.transport.microsoft.TokenSource;

/**
 * The sender of mail, and the application whose permissions are used.
 *
 * @param registration with directory and application
 * @param sender a user of the directory
 */
record GraphAccount(AppRegistration registration, TokenSource tokens, EmailAddress sender) {}
