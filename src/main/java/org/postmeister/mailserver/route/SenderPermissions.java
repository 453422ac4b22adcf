package org.postmeister.mailserver.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.TenantId;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.policy.MailPolicies;
import org.springframework.stereotype.Component;

/**
 * Who may send as whom, by {@link SenderRule}, for the delivery module; without a permission check.
 */
@Component
public class SenderPermissions {

  private static final int AT_ONCE = 1000;

  private final MailPolicies policies;

  SenderPermissions(MailPolicies policies) {
    this.policies = policies;
  }

  /**
   * Whether mail of an owner may be from an address. Asks the database only if the answer depends
   * on the tenant's policy.
   *
   * @param server whose server it is sent through
   * @param settings of that server
   * @param from as in the message
   */
  public boolean isAllowed(
      MailOwner owner, MailOwner server, MailServerSettings settings, EmailAddress from) {
    if (SenderRule.isAllowed(server, settings, AllowedSenders.NONE, from)) {
      return true;
    }
    return server.equals(MailOwner.SYSTEM)
        && SenderRule.isAllowed(server, settings, ofOwners(List.of(owner)).of(owner), from);
  }

  /**
   * What policies allow many owners, by one statement for each thousand tenants. It is as old as
   * this call.
   */
  public OfOwners ofOwners(Collection<MailOwner> owners) {
    List<TenantId> tenants =
        owners.stream().distinct().flatMap(owner -> owner.tenant().stream()).toList();
    Map<MailOwner, AllowedSenders> allowed = new HashMap<>();
    for (int from = 0; from < tenants.size(); from += AT_ONCE) {
      policies
          .allowedSenders(tenants.subList(from, Math.min(tenants.size(), from + AT_ONCE)))
          .forEach((tenant, senders) -> allowed.put(MailOwner.of(tenant), senders));
    }
    return new OfOwners(Map.copyOf(allowed));
  }

  /**
   * What policies allow.
   *
   * @param allowed on the system mail server; those who are missing are allowed nobody
   */
  public record OfOwners(Map<MailOwner, AllowedSenders> allowed) {

    /** Whom mail of an owner may be from on the system mail server, because of its policy. */
    public AllowedSenders of(MailOwner owner) {
      return allowed.getOrDefault(owner, AllowedSenders.NONE);
    }

    /** As {@link SenderPermissions#isAllowed}, for the owners that were asked for. */
    public boolean isAllowed(
        MailOwner owner, MailOwner server, MailServerSettings settings, EmailAddress from) {
      return SenderRule.isAllowed(server, settings, of(owner), from);
    }
  }
}
