package org.postmeister.common.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;

/**
 * A rule that spans several values is violated. Subclasses are named after facts and carry what the
 * user needs to know; forms and the HTTP API show the same sentence.
 */
public abstract class BrokenRuleException extends RuntimeException
    implements MessageSourceResolvable {

  /** The kind of rule, which decides the HTTP status. */
  public enum Kind {
    /** The request makes sense but its values do not: 422. */
    UNPROCESSABLE,
    /** The current state forbids it: 409. */
    CONFLICT,
    /** Somebody else was faster: 412. */
    STALE,
    /** There is no such thing, or none that this user may see: 404. */
    NOT_FOUND,
    /** It is larger than anything that is accepted: 413. */
    TOO_LARGE,
    /** It is too much for the moment: 429. */
    RATE_LIMITED
  }

  private final Kind kind;
  private final String code;
  private final String message;
  private final transient Object[] arguments;

  protected BrokenRuleException(Kind kind, String code, Object... arguments) {
    this(kind, code, new Sentence(code, arguments));
  }

  /** A code that covers several rules, with the sentence for this one. */
  protected BrokenRuleException(Kind kind, String code, Sentence sentence) {
    super(sentence.key());
    this.kind = kind;
    this.code = code;
    this.message = sentence.key();
    this.arguments = sentence.arguments().toArray();
  }

  /**
   * What the user is told.
   *
   * @param key the message is {@code problem.<key>}
   */
  public record Sentence(String key, List<Object> arguments) {

    public Sentence(String key, Object... arguments) {
      this(key, List.of(arguments));
    }
  }

  public Kind kind() {
    return kind;
  }

  /** Stable, as reported by the HTTP API. */
  public String code() {
    return code;
  }

  /** When to try again, null if that does not depend on time. */
  public @Nullable Duration retryAfter() {
    return null;
  }

  /** Additional members of the problem details (RFC 9457, section 3.2). */
  public Map<String, Object> properties() {
    return Map.of();
  }

  @Override
  public String[] getCodes() {
    return new String[] {"problem." + message};
  }

  @Override
  public Object @Nullable [] getArguments() {
    return arguments.clone();
  }
}
