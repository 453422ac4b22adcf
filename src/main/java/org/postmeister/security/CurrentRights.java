package org.postmeister.security;

import java.util.Optional;

/**
 * What a signed-in user may do at the moment, whatever the session remembers. Implemented by the
 * account package, so that callers need not know accounts.
 */
public interface CurrentRights {

  /** The same user with current rights; empty if the sign-in is no longer valid. */
  Optional<SignedInUser> now(SignedInUser then);
}
