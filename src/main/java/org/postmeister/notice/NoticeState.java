package org.postmeister.notice;

/** The state of the mail about a notice. */
public enum NoticeState {
  /** The mail waits until the system mail server can be used. */
  WAITING,
  /** The mail has been sent. */
  SENT,
  /** The mail was given up, refused or cancelled. */
  NOT_DELIVERED,
  /** Mails of this kind are switched off. */
  SWITCHED_OFF,
  /** It was resolved before a mail could be sent. */
  OVER,
  /** No system administrator's login is an address. */
  NOBODY
}
