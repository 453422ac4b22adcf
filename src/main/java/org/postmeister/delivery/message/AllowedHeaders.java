package org.postmeister.delivery.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.StartupException;
import org.postmeister.delivery.DeliveryProperties;
import org.springframework.stereotype.Component;

/**
 * The additional headers that a message may have: those known to be harmless, and those configured.
 * Others can control the provider that the mail is sent through: additional recipients, the sender
 * address, which protection is bypassed.
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
          // RFC 3834, and Exchange's equivalent
          "auto-submitted",
          "precedence",
          "x-auto-response-suppress",
          // RFC 2156, and what mail clients make of it
          "importance",
          "priority",
          "sensitivity",
          "x-priority",
          "x-msmail-priority",
          // For people, and for handling complaints
          "feedback-id",
          "organization",
          "thread-index",
          "thread-topic",
          "user-agent",
          "x-entity-ref-id",
          "x-mailer",
          "x-report-abuse");

  // Further recipients, other senders, or what is tracked and filtered, at Mandrill, SendGrid,
  // Mailgun, Postmark, Amazon SES, Mailjet, SparkPost, Brevo and Exchange.
  private static final List<String> CONTROLLING =
      List.of(
          "x-bcc",
          "x-mc-",
          "x-smtpapi",
          "x-mailgun-",
          "x-pm-",
          "x-ses-",
          "x-mj-",
          "x-msys-",
          "x-sib-",
          "x-ms-exchange-organization-",
          "apparently-to");

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

  // Caches the result for other names.
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
          "Write names such as X-Shop-Order, and prefixes such as X-Shop-*.",
          e);
    }
    if (!whole) {
      beginnings.add(name);
    }
    return whole;
  }

  // A complete message has many headers; those are refused that are known to be instructions.
  private static boolean controlsProvider(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return CONTROLLING.stream().anyMatch(name::startsWith);
  }

  boolean isAllowed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return HARMLESS.contains(name)
        || names.contains(name)
        || beginnings.stream().anyMatch(name::startsWith);
  }

  /**
   * @throws HeaderNotAllowedException with the headers of the message that are not allowed
   */
  public void check(NewMessage message) {
    List<String> refused =
        switch (message) {
          case ComposedMessage composed ->
              composed.headers().keySet().stream().filter(header -> !isAllowed(header)).toList();
          case SubmittedMessage submitted ->
              submitted.headers().stream()
                  .filter(header -> controlsProvider(header) && !isAllowed(header))
                  .toList();
        };
    if (!refused.isEmpty()) {
      throw new HeaderNotAllowedException(refused);
    }
  }
}
