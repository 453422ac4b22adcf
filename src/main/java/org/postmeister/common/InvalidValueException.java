package org.postmeister.common;

import org.springframework.context.MessageSourceResolvable;

/**
 * A value violates its own rule. The message is resolved in the user's language and suited to being
 * shown next to the field.
 */
public final class InvalidValueException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private final String type;
  private final String code;
  private final transient Object[] arguments;

  /**
   * @param type the kind of value, in snake case, such as {@code host_name}
   * @param code the violated rule, in snake case, unique within the type
   * @param arguments of the message; never the value itself, which may be a secret
   */
  public InvalidValueException(String type, String code, Object... arguments) {
    super(type + ": " + code);
    this.type = type;
    this.code = code;
    this.arguments = arguments.clone();
  }

  // Thrown for every field that is filled in wrongly, and never logged: the stack trace would be
  // most of its cost.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** The violated rule, stable, as reported by the HTTP API. */
  public String code() {
    return code;
  }

  @Override
  public String[] getCodes() {
    return new String[] {"invalid." + type + "." + code, "invalid.text." + code};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }
}
