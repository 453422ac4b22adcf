package org.postmeister.security;

import java.util.Optional;

/**
 * What somebody who has signed in may do at this moment, whatever the session remembers. Accounts
 * know; who asks need not know accounts.
 */
public interface CurrentRights {

  /** The same person with the rights of now; empty if the sign-in is no longer good. */
  Optional<SignedInUser> now(SignedInUser then);
}
