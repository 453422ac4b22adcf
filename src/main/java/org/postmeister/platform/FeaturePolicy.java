package org.postmeister.platform;

import org.springframework.stereotype.Component;

/**
 * The single source for which features the platform has: services ask before storing, forms for
 * what to offer.
 */
@Component
public class FeaturePolicy {

  private final Platforms platforms;

  FeaturePolicy(Platforms platforms) {
    this.platforms = platforms;
  }

  /** The platform's version as stored. */
  public PlatformVersion platformVersion() {
    return platforms.get().settings().version();
  }

  /**
   * The platform's version, locked until the end of the transaction, so that nothing is stored
   * under rules that no longer apply.
   */
  public PlatformVersion lockedPlatformVersion() {
    return platforms.getLocked().settings().version();
  }

  public boolean offers(Feature feature) {
    return feature.existsIn(platformVersion());
  }

  /**
   * @param field the field that uses the feature, as the HTTP API names it
   * @throws FeatureNotAvailableException if the version does not have the feature
   */
  public static void require(Feature feature, PlatformVersion version, String field) {
    if (!feature.existsIn(version)) {
      throw new FeatureNotAvailableException(feature, version, field);
    }
  }
}
