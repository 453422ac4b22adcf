package org.postmeister.security.administration;

import org.jspecify.annotations.Nullable;
import org.postmeister.security.invitation.Invitation;

/** An account with its invitation; null if the account is not new, or not active. */
public record InvitedAccount(AccountInfo account, @Nullable Invitation invitation) {}
