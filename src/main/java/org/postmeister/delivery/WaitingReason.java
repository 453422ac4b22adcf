package org.postmeister.delivery;

/** Why a message waits. */
public enum WaitingReason {
  /** The reason of the mail route with the same name. */
  SYSTEM_MAIL_OFF,
  /** The reason of the mail route with the same name. */
  TENANT_INACTIVE,
  /** The reason of the mail route with the same name. */
  NO_SERVER_FOR_TENANT,
  /** Nothing is sent through its server at the moment. */
  SERVER_PAUSED,
  /** Its tenant has used up its quota for now. */
  OVER_QUOTA,
  /** It is scheduled for later. */
  SCHEDULED,
  /** An attempt failed, and another one follows. */
  RETRY
}
