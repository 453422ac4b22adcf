package org.postmeister.delivery;

/** Why a message waits. */
public enum WaitingReason {
  /** As the reason of the mail route of the same name says. */
  SYSTEM_MAIL_OFF,
  /** As the reason of the mail route of the same name says. */
  TENANT_INACTIVE,
  /** As the reason of the mail route of the same name says. */
  NO_SERVER_FOR_TENANT,
  /** Nothing is sent through its server at the moment. */
  SERVER_PAUSED,
  /** Its tenant has sent as much as it may for now. */
  OVER_QUOTA,
  /** It is to leave later. */
  SCHEDULED,
  /** An attempt did not succeed, and another one follows. */
  RETRY
}
