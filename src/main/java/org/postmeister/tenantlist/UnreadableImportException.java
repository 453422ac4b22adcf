package org.postmeister.tenantlist;

import org.postmeister.common.error.BrokenRuleException;

/** The file cannot be read as a list of tenants. */
public class UnreadableImportException extends BrokenRuleException {

  UnreadableImportException(String code, Object... arguments) {
    super(Kind.UNPROCESSABLE, code, arguments);
  }
}
