package org.postmeister.security.login;

import java.util.Set;
import java.util.UUID;

/** Somebody has ended sessions, wherever they are. */
public record SessionsEnded(Set<UUID> ids) {}
