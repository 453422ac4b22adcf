package org.postmeister.common;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * A rule that spans more than one value is broken. Subclasses are named as facts and carry what the
 * person needs to know; forms and the HTTP API show the same sentence.
 */
public abstract class BrokenRuleException extends RuntimeException
    implements MessageSourceResolvable {

  /** What kind of rule, and so which HTTP status. */
  public enum Kind {
    /** The request makes sense but its values do not: 422. */
    UNPROCESSABLE,
    /** The state of things forbids it: 409. */
    CONFLICT,
    /** Somebody else was faster: 412. */
    STALE,
    /** There is no such thing, or none for this person: 404. */
    NOT_FOUND
  }

  private final Kind kind;
  private final String code;
  private final transient Object[] arguments;

  protected BrokenRuleException(Kind kind, String code, Object... arguments) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.arguments = arguments.clone();
  }

  public Kind kind() {
    return kind;
  }

  /** Stable, as the HTTP API reports it; the message is {@code problem.<code>}. */
  public String code() {
    return code;
  }

  /** Further members of the problem details (RFC 9457, section 3.2). */
  public Map<String, Object> properties() {
    return Map.of();
  }

  @Override
  public String[] getCodes() {
    return new String[] {"problem." + code};
  }

  @Override
  public Object @Nullable [] getArguments() {
    return arguments.clone();
  }
}
