package org.postmeister.security;

/** What an account may do. */
public enum Role {
  /** Administers the whole system. */
  SYSTEM_ADMIN
}
