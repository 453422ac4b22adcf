package org.postmeister.mailserver;

import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;

/**
 * What there is to know of a tenant's mail at a glance.
 *
 * @param own the tenant's own server, null if it has none
 * @param route while the system mail server is usable; via what, or why not at all
 * @param routeWithoutPolicies the same on platforms that have no policies
 * @param lastTest of stored settings, null if there was none
 * @param supportAddress the tenant's own, null if it has none
 */
public record MailSummary(
    MailPolicy policy,
    @Nullable MailServerSettings own,
    RouteState route,
    RouteState routeWithoutPolicies,
    @Nullable TestOutcome lastTest,
    @Nullable EmailAddress supportAddress) {}
