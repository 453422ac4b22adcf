package org.postmeister.systemmail;

/** A mail with everything filled in; text and HTML say the same. */
public record WrittenMail(String subject, String text, String html) {}
