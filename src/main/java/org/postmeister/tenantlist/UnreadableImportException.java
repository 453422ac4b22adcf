package org.postmeister.tenantlist;

import org.postmeister.common.BrokenRuleException;

/** The file is not one that tenants could be read from. */
public class UnreadableImportException extends BrokenRuleException {

  UnreadableImportException(String code, Object... arguments) {
    super(Kind.UNPROCESSABLE, code, arguments);
  }
}
