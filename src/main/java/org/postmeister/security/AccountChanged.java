package org.postmeister.security;

import java.util.UUID;

/** An account, its rights or its credentials have changed, or it is gone. */
public record AccountChanged(UUID id) {}
