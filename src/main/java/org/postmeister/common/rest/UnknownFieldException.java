package org.postmeister.common.rest;

/** A request has a field that does not exist; as when reading it into a fixed shape. */
public class UnknownFieldException extends RuntimeException {

  private final String field;

  UnknownFieldException(String field) {
    super(field);
    this.field = field;
  }

  String field() {
    return field;
  }
}
