package org.postmeister.delivery.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.StartupException;
import org.postmeister.delivery.DeliveryProperties;
import org.springframework.stereotype.Component;

/**
 * The further headers that a message may bring: those that are known to do no harm, and what is
 * configured. Others may steer the provider that the mail goes through: who else gets it, from
 * whose address it is, which protection is passed by.
 */
@Component
public class AllowedHeaders {

  private static final String ALL_THAT_BEGIN = "*";
  private static final Set<String> HARMLESS =
      Set.of(
          // RFC 5322, 3.6.4 and 3.6.5
          "comments",
          "in-reply-to",
          "keywords",
          "references",
          // RFC 2369, 2919, 8058
          "list-archive",
          "list-help",
          "list-id",
          "list-owner",
          "list-post",
          "list-subscribe",
          "list-unsubscribe",
          "list-unsubscribe-post",
          // RFC 3834, and Exchange's for the same
          "auto-submitted",
          "precedence",
          "x-auto-response-suppress",
          // RFC 2156, and what mail programs make of it
          "importance",
          "priority",
          "sensitivity",
          "x-priority",
          "x-msmail-priority",
          // For people and for whoever looks into complaints
          "feedback-id",
          "organization",
          "thread-index",
          "thread-topic",
          "user-agent",
          "x-entity-ref-id",
          "x-mailer",
          "x-report-abuse");

  private final Set<String> names;
  private final List<String> beginnings = new ArrayList<>();

  AllowedHeaders(DeliveryProperties properties) {
    this.names =
        properties.allowedHeaders().stream()
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .filter(this::isWholeName)
            .collect(Collectors.toSet());
  }

  // Remembers the others.
  private boolean isWholeName(String entry) {
    boolean whole = !entry.endsWith(ALL_THAT_BEGIN);
    String name = whole ? entry : entry.substring(0, entry.length() - 1);
    try {
      new HeaderName(name.endsWith("-") ? name + "x" : name);
    } catch (InvalidValueException e) {
      throw new StartupException(
          "“"
              + entry
              + "” in POSTMEISTER_DELIVERY_ALLOWED_HEADERS cannot be allowed: "
              + e.getMessage(),
          "Write names as X-Shop-Order, and all that begin alike as X-Shop-*.",
          e);
    }
    if (!whole) {
      beginnings.add(name);
    }
    return whole;
  }

  boolean isAllowed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return HARMLESS.contains(name)
        || names.contains(name)
        || beginnings.stream().anyMatch(name::startsWith);
  }

  /**
   * @throws HeaderNotAllowedException naming those of the message that are not
   */
  public void check(NewMessage message) {
    List<String> refused =
        message.headers().keySet().stream().filter(header -> !isAllowed(header)).toList();
    if (!refused.isEmpty()) {
      throw new HeaderNotAllowedException(refused);
    }
  }
}
