package org.postmeister.security;

import org.jspecify.annotations.Nullable;

/** An account with its invitation; null if the account is not new and needs none. */
public record InvitedAccount(AccountInfo account, @Nullable Invitation invitation) {}
