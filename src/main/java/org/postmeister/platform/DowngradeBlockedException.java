package org.postmeister.platform;

import java.util.List;
import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;

/** The version cannot be changed: stored settings use features it does not have. */
public class DowngradeBlockedException extends BrokenRuleException {

  private final transient List<FeatureUsage.Blocker> blockers;

  DowngradeBlockedException(PlatformVersion version, List<FeatureUsage.Blocker> blockers) {
    super(Kind.CONFLICT, "downgrade_blocked", version.toString(), blockers.size());
    this.blockers = List.copyOf(blockers);
  }

  /** Every setting in the way. */
  public List<FeatureUsage.Blocker> blockers() {
    return blockers;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("blockers", blockers);
  }
}
