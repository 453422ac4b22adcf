package org.postmeister.delivery.message;

import java.util.List;
import java.util.Map;
import org.postmeister.common.error.BrokenRuleException;

/** A message has headers that are neither known to be harmless nor allowed by configuration. */
public class HeaderNotAllowedException extends BrokenRuleException {

  private final transient List<String> headers;

  HeaderNotAllowedException(List<String> headers) {
    super(Kind.UNPROCESSABLE, "header_not_allowed", String.join(", ", headers));
    this.headers = List.copyOf(headers);
  }

  @Override
  public Map<String, Object> properties() {
    return Map.of("headers", headers);
  }
}
