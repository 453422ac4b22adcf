package org.postmeister.security;

import java.util.UUID;

/** An account, its rights or its credentials have changed, or it was deleted. */
public record AccountChanged(UUID id) {}
