package org.postmeister.common.table;

import org.postmeister.common.error.BrokenRuleException;

/** The file cannot be read as a table. */
public class UnreadableTableException extends BrokenRuleException {

  UnreadableTableException(String code, Object... arguments) {
    super(Kind.UNPROCESSABLE, code, arguments);
  }
}
