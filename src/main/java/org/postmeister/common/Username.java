package org.postmeister.common;

/**
 * The name with which one signs in to a server.
 *
 * @param value not blank, at most 255 UTF-16 code units
 */
public record Username(String value) {

  /**
   * @throws InvalidValueException if it is blank, too long or holds control characters
   */
  public Username {
    value = Texts.singleLine("username", value, 255);
  }

  @Override
  public String toString() {
    return value;
  }
}
