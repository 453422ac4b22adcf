package org.postmeister.delivery.rest;

import org.postmeister.delivery.outbox.QueueDepth;
import org.postmeister.mailserver.MailOwner;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * How many more messages of a tenant are accepted, as a client may read it before it is refused:
 * {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10). There
 * is no time window: there is room again as soon as messages have been sent.
 */
@Component
class QueueLimits {

  static final String POLICY_HEADER = "RateLimit-Policy";
  static final String LIMIT_HEADER = "RateLimit";

  private static final String NAME = "\"waiting-messages\"";

  private final QueueDepth queue;

  QueueLimits(QueueDepth queue) {
    this.queue = queue;
  }

  HttpHeaders of(MailOwner owner) {
    QueueDepth.Room room = queue.roomFor(owner);
    HttpHeaders headers = new HttpHeaders();
    headers.set(POLICY_HEADER, NAME + ";q=" + room.limit());
    headers.set(LIMIT_HEADER, NAME + ";r=" + room.left());
    return headers;
  }
}
