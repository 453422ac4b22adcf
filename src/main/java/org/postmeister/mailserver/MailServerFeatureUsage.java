package org.postmeister.mailserver;

import java.util.List;
import org.postmeister.platform.FeatureUsage;
import org.postmeister.platform.PlatformVersion;
import org.springframework.stereotype.Component;

/** Tells the platform which of its features the stored mail servers use. */
@Component
class MailServerFeatureUsage implements FeatureUsage {

  private final MailServers servers;

  MailServerFeatureUsage(MailServers servers) {
    this.servers = servers;
  }

  @Override
  public List<Blocker> strandedBy(PlatformVersion version) {
    return MailServerPolicy.strandedBy(version, servers.getSystemLocked().settings()).stream()
        .map(feature -> new Blocker(MailServers.SYSTEM, feature))
        .toList();
  }
}
