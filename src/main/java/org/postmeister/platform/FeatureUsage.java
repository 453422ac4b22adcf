package org.postmeister.platform;

import java.util.List;

/** Implemented by modules that store what not every platform version has. */
public interface FeatureUsage {

  /**
   * Everything stored that the given version could not have.
   *
   * @param version the version the platform would be changed to
   */
  List<Blocker> strandedBy(PlatformVersion version);

  /**
   * A stored setting that prevents a version.
   *
   * @param owner {@code system} or a tenant's name
   * @param feature what it uses
   */
  record Blocker(String owner, Feature feature) {}
}
