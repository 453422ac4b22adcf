package org.postmeister.common.storage;

import org.springframework.dao.DataAccessResourceFailureException;

/** The connection broke during a commit: what it was to store may be stored, or not. */
public final class UncertainCommitException extends DataAccessResourceFailureException {

  public UncertainCommitException(Throwable cause) {
    super("The database did not say whether it has stored a change", cause);
  }
}
