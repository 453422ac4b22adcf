package org.postmeister.shell;

import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** For whom a text is: what somebody can do about a missing page or a fault depends on it. */
enum Reader {
  /** Nobody is signed in, or that cannot be found out at the moment. */
  ANYBODY("not-found.text.anybody", "not-found.anybody", "unexpected.anybody"),
  TENANT("not-found.text", "not-found.tenant", "unexpected.tenant"),
  SYSTEM("not-found.text", "not-found.system", "unexpected.system");

  private final String missingKey;
  private final String missingAdviceKey;
  private final String faultAdviceKey;

  Reader(String missingKey, String missingAdviceKey, String faultAdviceKey) {
    this.missingKey = missingKey;
    this.missingAdviceKey = missingAdviceKey;
    this.faultAdviceKey = faultAdviceKey;
  }

  /** Whoever makes the current request. */
  static Reader of(CurrentUser currentUser) {
    try {
      return currentUser
          .find()
          .map(SignedInUser::isSystemAdmin)
          .map(system -> system ? SYSTEM : TENANT)
          .orElse(ANYBODY);
    } catch (DataAccessException | TransactionException databaseGone) {
      return ANYBODY;
    }
  }

  /** Says that there is no such page. */
  String missingKey() {
    return missingKey;
  }

  /** What to do when there is no such page. */
  String missingAdviceKey() {
    return missingAdviceKey;
  }

  /** What to do about a fault; its argument is the reference. */
  String faultAdviceKey() {
    return faultAdviceKey;
  }
}
