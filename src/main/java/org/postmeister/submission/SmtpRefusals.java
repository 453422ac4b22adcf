package org.postmeister.submission;

import java.util.List;
import java.util.Locale;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.delivery.message.HeaderNotAllowedException;
import org.postmeister.delivery.message.SubmittedMessage;
import org.postmeister.delivery.outbox.MessageTooLargeException;
import org.postmeister.delivery.outbox.QueueFullException;
import org.postmeister.mailserver.route.MailUnavailableException;
import org.postmeister.security.TooManyAttemptsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What a client is told about a message that is not accepted, so that it does the right thing. */
@Component
public class SmtpRefusals {

  private static final Logger log = LoggerFactory.getLogger(SmtpRefusals.class);

  private static final String NOT_NOW = "4.3.0";
  private static final String NOT_ALLOWED = "5.7.1";

  private final MessageSource messages;

  SmtpRefusals(MessageSource messages) {
    this.messages = messages;
  }

  /** Of what happened when a message was to be accepted. */
  public SmtpRefusal of(RuntimeException failure) {
    return switch (failure) {
      case MailUnavailableException none -> noRoute(none);
      case MessageTooLargeException e -> new SmtpRefusal(552, "5.3.4", text(e));
      case QueueFullException e -> new SmtpRefusal(452, e.isOfOwner() ? "4.2.2" : "4.3.1", text(e));
      case HeaderNotAllowedException e -> new SmtpRefusal(550, NOT_ALLOWED, text(e));
      case TooManyAttemptsException e ->
          new SmtpRefusal(454, "4.7.0", "Too many failed attempts. Please wait some minutes.");
      case ValidationFailedException e -> invalid(e.violations());
      case BrokenRuleException e ->
          e.kind() == BrokenRuleException.Kind.RATE_LIMITED
              ? new SmtpRefusal(452, "4.2.2", text(e))
              : new SmtpRefusal(550, NOT_ALLOWED, text(e));
      case AccessDeniedException e ->
          new SmtpRefusal(550, NOT_ALLOWED, "This API token may not send messages.");
      case DataAccessException e -> later(e);
      case TransactionException e -> later(e);
      default -> {
        log.error("A message could not be accepted", failure);
        yield new SmtpRefusal(
            451, NOT_NOW, "Something unexpected happened. Please try again later.");
      }
    };
  }

  private static SmtpRefusal later(RuntimeException failure) {
    log.warn("A message could not be stored: {}", failure.getMessage());
    return new SmtpRefusal(451, NOT_NOW, "The database cannot be reached. Please try again later.");
  }

  // Waiting helps where somebody only has to finish the configuration.
  private SmtpRefusal noRoute(MailUnavailableException none) {
    return switch (none.reason()) {
      case TENANT_INACTIVE, SYSTEM_MAIL_OFF -> new SmtpRefusal(550, NOT_ALLOWED, text(none));
      default -> new SmtpRefusal(451, NOT_NOW, text(none));
    };
  }

  private String text(MessageSourceResolvable sentence) {
    return messages.getMessage(sentence, Locale.ENGLISH);
  }

  // The sentences of forms and of the HTTP API speak of their own fields.
  private SmtpRefusal invalid(List<FieldViolation> violations) {
    List<String> beyondAscii =
        violations.stream()
            .filter(violation -> violation.code().equals("needs_utf8_headers"))
            .map(FieldViolation::field)
            .toList();
    if (beyondAscii.isEmpty()) {
      return new SmtpRefusal(550, "5.6.0", text(violations.getFirst().message()));
    }
    boolean onlyRecipients = beyondAscii.equals(List.of(SubmittedMessage.RECIPIENT));
    return new SmtpRefusal(
        550,
        onlyRecipients ? "5.6.7" : "5.6.9",
        "These need SMTPUTF8, and the mail server is set not to support UTF-8 headers: "
            + String.join(", ", beyondAscii)
            + ". Use ASCII (RFC 2047), or have that setting switched on.");
  }
}
