package org.postmeister.common.storage;

import org.springframework.dao.DataAccessResourceFailureException;

/** The connection broke during a commit: what it was to store may be stored, or not. */
final class UncertainCommitException extends DataAccessResourceFailureException {

  UncertainCommitException(Throwable cause) {
    super("The database did not say whether it has stored a change", cause);
  }
}
