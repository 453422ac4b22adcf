package org.postmeister.platform;

/**
 * The administered platform as stored.
 *
 * @param revision increases with every change
 */
public record Platform(PlatformSettings settings, long revision) {}
