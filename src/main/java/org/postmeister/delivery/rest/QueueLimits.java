package org.postmeister.delivery.rest;

import jakarta.servlet.http.HttpServletResponse;
import org.postmeister.delivery.outbox.QueueDepth;
import org.postmeister.mailserver.MailOwner;
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

  /** Adds the headers, before anything is refused: also a refusal has them. */
  void write(MailOwner owner, HttpServletResponse response) {
    QueueDepth.Room room = queue.roomFor(owner);
    response.setHeader(POLICY_HEADER, NAME + ";q=" + room.limit());
    response.setHeader(LIMIT_HEADER, NAME + ";r=" + room.left());
  }
}
