package org.postmeister.submission.smtp;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.mailserver.spi.DsnParameters;
import org.postmeister.submission.MessageSpool;

/** A message that is being submitted (RFC 5321, section 3.3). */
final class SubmissionTransaction implements AutoCloseable {

  private final String sender;
  private final EsmtpParameters parameters;
  private final MessageSpool spool;
  private final SequencedSet<EmailAddress> recipients = new LinkedHashSet<>();
  private final Map<EmailAddress, DsnParameters.OfRecipient> notices = new HashMap<>();
  private boolean chunked;

  /**
   * @param sender empty for none
   */
  SubmissionTransaction(String sender, EsmtpParameters parameters, MessageSpool spool) {
    this.sender = sender;
    this.parameters = parameters;
    this.spool = spool;
  }

  String sender() {
    return sender;
  }

  boolean isSmtpUtf8() {
    return parameters.has("SMTPUTF8");
  }

  MessageSpool spool() {
    return spool;
  }

  List<EmailAddress> recipients() {
    return List.copyOf(recipients);
  }

  void add(EmailAddress recipient, EsmtpParameters wanted) {
    recipients.add(recipient);
    String notice = wanted.value("NOTIFY");
    String original = wanted.value("ORCPT");
    if (notice != null || original != null) {
      notices.put(recipient, new DsnParameters.OfRecipient(notice, original));
    }
  }

  /** Whether the content has begun to come in chunks. */
  boolean isChunked() {
    return chunked;
  }

  void takeChunks() {
    chunked = true;
  }

  @Nullable DsnParameters dsn() {
    String ret = parameters.value("RET");
    String id = parameters.value("ENVID");
    return ret == null && id == null && notices.isEmpty()
        ? null
        : new DsnParameters(ret, id, notices);
  }

  @Override
  public void close() {
    spool.close();
  }
}
