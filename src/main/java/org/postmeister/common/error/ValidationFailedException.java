package org.postmeister.common.error;

import java.util.List;

/** Fields are missing or wrong; nothing was stored. */
public class ValidationFailedException extends BrokenRuleException {

  private final transient List<FieldViolation> violations;

  public ValidationFailedException(List<FieldViolation> violations) {
    this("validation_failed", violations);
  }

  protected ValidationFailedException(
      String code, List<FieldViolation> violations, Object... arguments) {
    super(Kind.UNPROCESSABLE, code, arguments);
    this.violations = List.copyOf(violations);
  }

  /** In the order of the form. */
  public List<FieldViolation> violations() {
    return violations;
  }

  /** The same for fields of a nested object. */
  public ValidationFailedException below(String parent) {
    return new ValidationFailedException(
        violations.stream()
            .map(violation ->
                new FieldViolation(
                    parent + "." + violation.field(), violation.code(), violation.message()))
            .toList());
  }

  /** Throws if there is at least one violation. */
  public static void throwIfAny(List<FieldViolation> violations) {
    if (!violations.isEmpty()) {
      throw new ValidationFailedException(violations);
    }
  }
}
