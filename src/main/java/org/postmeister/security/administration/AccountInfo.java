package org.postmeister.security.administration;

import java.time.Instant;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.security.account.AccountData;

/**
 * An account as administrators see it.
 *
 * @param login the e-mail address; of the first account {@code sadmin}
 * @param tenants with their names, sorted
 * @param passwordSet false until the person has followed an invitation
 * @param invitedUntil until when the last invitation can be followed, null if there is none
 * @param lastSignInAt to the console, null if never or not recorded
 * @param revision grows with every change
 */
public record AccountInfo(
    String login,
    AccountData data,
    SequencedMap<TenantId, TenantName> tenants,
    boolean passwordSet,
    @Nullable Instant invitedUntil,
    Instant createdAt,
    @Nullable Instant lastSignInAt,
    long revision) {}
