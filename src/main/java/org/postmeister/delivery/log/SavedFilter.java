package org.postmeister.delivery.log;

/**
 * A filter of the message log that a person has saved.
 *
 * @param query as in the page's address
 */
public record SavedFilter(String name, String query) {}
