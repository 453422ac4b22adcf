package org.postmeister.mailserver;

import java.util.Map;
import org.postmeister.common.BrokenRuleException;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** There is no way for mail to leave. */
public class MailUnavailableException extends BrokenRuleException {

  /** Why there is none. */
  public enum Reason {
    /**
     * The system mail server is switched off or not completely configured; then nobody can send.
     */
    SYSTEM_MAIL_OFF
  }

  private final Reason reason;

  MailUnavailableException(Reason reason) {
    super(
        Kind.CONFLICT, "mail_unavailable", new DefaultMessageSourceResolvable("reason." + reason));
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("reason", reason.name());
  }
}
