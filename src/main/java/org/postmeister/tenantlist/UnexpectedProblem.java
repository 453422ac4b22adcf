package org.postmeister.tenantlist;

import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.storage.DatabaseFailure;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** What people read about one of many tenants for which something went wrong. */
final class UnexpectedProblem {

  private UnexpectedProblem() {}

  static MessageSourceResolvable of(RuntimeException failure) {
    if (DatabaseFailure.isConcurrentChange(failure)) {
      return new VersionConflictException();
    }
    return new DefaultMessageSourceResolvable(
        DatabaseFailure.isOfDatabase(failure)
            ? DatabaseFailure.messageKey(failure)
            : "problem.internal_error");
  }
}
