package org.postmeister.notice;

import org.postmeister.systemmail.MailKind;

/** What system administrators are told about. The names are stable: the database has them. */
public enum NoticeKind {
  SERVER_UNHEALTHY,
  SERVER_RECOVERED,
  DELIVERY_FAILING,
  SERVER_STUCK,
  MESSAGES_UNCERTAIN,
  SECRET_EXPIRES,
  TOKEN_EXPIRES,
  QUOTA_REACHED,
  LICENSE_EXPIRES;

  MailKind mail() {
    return MailKind.valueOf(name());
  }
}
