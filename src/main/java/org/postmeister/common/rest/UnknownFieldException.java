package org.postmeister.common.rest;

/** A request has an unknown field; refused as when it is read into a fixed type. */
public class UnknownFieldException extends RuntimeException {

  private final String field;

  public UnknownFieldException(String field) {
    super(field);
    this.field = field;
  }

  String field() {
    return field;
  }
}
