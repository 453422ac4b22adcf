package org.postmeister.common.config;

/**
 * Limits on what one request may contain, in one place: whatever costs something per item has a
 * limit here. The depth and length of JSON and the number of parameters are limited in
 * application.yaml (spring.jackson.factory.constraints, server.tomcat); the size of a message and
 * of a request is configured (postmeister.delivery, postmeister.api).
 */
public final class RequestLimits {

  /** Additional headers of a message. */
  public static final int MESSAGE_HEADERS = 50;

  /** Names and values of a message's additional headers together, in UTF-16 code units. */
  public static final int MESSAGE_HEADERS_LENGTH = 65_536;

  /** Files in a message. */
  public static final int ATTACHMENTS = 100;

  /** Names of tenants, scopes or networks in a list. */
  public static final int NAMES = 1000;

  /** A search text, in UTF-16 code units. */
  public static final int SEARCHED_LENGTH = 500;

  /** An import file, in bytes. */
  public static final int IMPORT_SIZE = 5_000_000;

  /** What is needed of an Excel workbook, when unpacked, in bytes. */
  public static final int WORKBOOK_SIZE = 50_000_000;

  /** Tenants in an import file. */
  public static final int IMPORT_LINES = 10_000;

  /** Columns of an import file. */
  public static final int IMPORT_COLUMNS = 100;

  private RequestLimits() {}
}
