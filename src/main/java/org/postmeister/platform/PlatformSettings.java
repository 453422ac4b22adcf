package org.postmeister.platform;

/** What a system administrator says of the administered platform. */
public record PlatformSettings(PlatformVersion version, License license) {}
