package org.postmeister.mailserver.summary;

import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicy;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.testmail.TestOutcome;

/**
 * What there is to know about a tenant's mail at a glance.
 *
 * @param own the tenant's own server, null if it has none
 * @param route if the system mail server is usable; via what, or why not at all
 * @param routeWithoutPolicies the same on platforms without policies
 * @param lastTest of stored settings, null if there was none
 */
public record MailSummary(
    MailPolicy policy,
    @Nullable MailServerSettings own,
    RouteState route,
    RouteState routeWithoutPolicies,
    @Nullable TestOutcome lastTest) {}
