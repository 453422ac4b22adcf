package org.postmeister.mailserver.server;

import java.util.ArrayList;
import java.util.List;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.policy.MailPolicies;
import org.postmeister.platform.Feature;
import org.postmeister.platform.FeatureUsage;
import org.postmeister.platform.PlatformVersion;
import org.springframework.stereotype.Component;

/** Reports to the platform module which features the stored mail servers and policies use. */
@Component
class MailServerFeatureUsage implements FeatureUsage {

  private final MailServers servers;
  private final MailPolicies policies;

  MailServerFeatureUsage(MailServers servers, MailPolicies policies) {
    this.servers = servers;
    this.policies = policies;
  }

  /** What a tenant's server uses. */
  record Used(String tenant, boolean utf8Headers, AuthenticationMode authenticationMode) {

    List<Feature> features() {
      List<Feature> features = new ArrayList<>();
      if (utf8Headers) {
        features.add(Feature.UTF8_HEADERS);
      }
      authenticationMode.feature().ifPresent(features::add);
      return features;
    }
  }

  @Override
  public List<Blocker> strandedBy(PlatformVersion version) {
    List<Blocker> blockers = new ArrayList<>();
    MailServer system = servers.findLocked(MailOwner.SYSTEM).orElseThrow();
    MailServerPolicy.strandedBy(version, system.settings())
        .forEach(feature -> blockers.add(new Blocker(MailOwner.SYSTEM.key(), feature)));
    for (Used used : servers.usingGatedFeatures()) {
      used.features().stream()
          .filter(feature -> !feature.existsIn(version))
          .forEach(feature -> blockers.add(new Blocker(used.tenant(), feature)));
    }
    if (!Feature.MAIL_POLICY.existsIn(version)) {
      policies
          .tenantsWithPolicies()
          .forEach(tenant -> blockers.add(new Blocker(tenant, Feature.MAIL_POLICY)));
    }
    return blockers;
  }
}
