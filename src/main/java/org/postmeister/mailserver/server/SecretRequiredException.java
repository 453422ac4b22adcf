package org.postmeister.mailserver.server;

import java.util.List;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;

/**
 * The destination differs from the one that the stored secret was entered for, so it has to be
 * entered again.
 */
public class SecretRequiredException extends ValidationFailedException {

  public SecretRequiredException(String field) {
    super("secret_required", List.of(FieldViolation.of(field, "secret_required")));
  }
}
