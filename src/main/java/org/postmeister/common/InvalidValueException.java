package org.postmeister.common;

import org.springframework.context.MessageSourceResolvable;

/**
 * A value breaks its own rule. The message is resolved in the person's language, and is fit to
 * stand beside the field.
 */
public final class InvalidValueException extends IllegalArgumentException
    implements MessageSourceResolvable {

  private final String type;
  private final String code;
  private final transient Object[] arguments;

  /**
   * @param type the kind of value, in snake case, such as {@code host_name}
   * @param code the rule that is broken, in snake case, unique within the type
   * @param arguments what the message names; never the value itself, it may be a secret
   */
  public InvalidValueException(String type, String code, Object... arguments) {
    super(type + ": " + code);
    this.type = type;
    this.code = code;
    this.arguments = arguments.clone();
  }

  // Thrown for each field that a person or a program fills in wrongly, and never looked for in a
  // log: where it comes from would be most of what it costs.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** The broken rule, stable, as the HTTP API reports it. */
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
