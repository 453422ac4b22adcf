package org.postmeister.platform;

import java.util.List;
import java.util.Map;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** The platform's version does not have a feature that the settings use. */
public class FeatureNotAvailableException extends ValidationFailedException {

  private final Feature feature;
  private final PlatformVersion platformVersion;

  FeatureNotAvailableException(Feature feature, PlatformVersion platformVersion, String field) {
    super(
        "feature_not_available",
        List.of(
            FieldViolation.of(
                field,
                "feature_not_available",
                feature.versions().toString(),
                platformVersion.toString())),
        name(feature),
        feature.versions().toString(),
        platformVersion.toString());
    this.feature = feature;
    this.platformVersion = platformVersion;
  }

  public Feature feature() {
    return feature;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of(
        "feature", feature.name(),
        "requiredVersions", feature.versions().toString(),
        "platformVersion", platformVersion.toString());
  }

  static DefaultMessageSourceResolvable name(Feature feature) {
    return new DefaultMessageSourceResolvable("feature." + feature.name());
  }
}
