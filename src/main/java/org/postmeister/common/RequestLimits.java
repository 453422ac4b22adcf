package org.postmeister.common;

/**
 * How many of anything one request may bring, in one place: whatever costs something for each of
 * them has a number here. How deep and long JSON may be and how many parameters an address may have
 * stands in application.yaml (spring.jackson.factory.constraints, server.tomcat), how large a
 * message and a request may be is configured (postmeister.delivery, postmeister.api).
 */
public final class RequestLimits {

  /** Further headers of a message. */
  public static final int MESSAGE_HEADERS = 50;

  /** Names and values of a message's further headers together, in UTF-16 code units. */
  public static final int MESSAGE_HEADERS_LENGTH = 65_536;

  /** Files with a message. */
  public static final int ATTACHMENTS = 100;

  /** Names of tenants, scopes or networks in a list. */
  public static final int NAMES = 1000;

  /** A text to search for, in UTF-16 code units. */
  public static final int SEARCHED_LENGTH = 500;

  /** An import file, in bytes. */
  public static final int IMPORT_SIZE = 5_000_000;

  /** Tenants in an import file. */
  public static final int IMPORT_LINES = 10_000;

  /** Columns of an import file. */
  public static final int IMPORT_COLUMNS = 100;

  private RequestLimits() {}
}
