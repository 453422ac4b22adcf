package org.postmeister.mailserver.route;

import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** There is no route for mail. */
public class MailUnavailableException extends BrokenRuleException {

  private final RouteState reason;

  public MailUnavailableException(RouteState reason) {
    super(
        Kind.CONFLICT, "mail_unavailable", new DefaultMessageSourceResolvable("reason." + reason));
    this.reason = reason;
  }

  public RouteState reason() {
    return reason;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("reason", reason.name());
  }
}
