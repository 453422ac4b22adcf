package org.postmeister.tenant;

import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** The system administrators do not allow this tenant to have it. */
public class NotAllowedByPolicyException extends BrokenRuleException {

  /** What they decided about. */
  public enum What {
    /** A mail server of its own. */
    OWN_SERVER,
    /** A support address of its own. */
    SUPPORT_ADDRESS
  }

  private final What what;

  public NotAllowedByPolicyException(What what) {
    super(
        Kind.CONFLICT,
        "not_allowed_by_policy",
        new DefaultMessageSourceResolvable("policy.denied." + what));
    this.what = what;
  }

  public What what() {
    return what;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("what", what.name());
  }
}
