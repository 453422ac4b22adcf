package org.postmeister.delivery.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.Sha256;
import org.postmeister.delivery.Recipient;
import org.postmeister.delivery.message.PreparedMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.util.StringUtils;

/**
 * What messages are found by: their texts in a table of small rows, which is read several times
 * faster than the messages, and who they are for, by address.
 */
@Repository
public class MessageSearchIndex {

  // Of the column, which has as many characters as MariaDB can search quickly.
  private static final int TEXT_LENGTH = 1000;

  /** Between the subject and each of the addresses in a text. */
  private static final String SEPARATOR = "\n";

  /** Marks a text that does not contain all addresses. */
  public static final String CUT = "\n";

  private final JdbcTemplate batches;

  MessageSearchIndex(JdbcTemplate batches) {
    this.batches = batches;
  }

  /**
   * @param ids of the messages, in the same order
   */
  void add(List<Long> ids, List<PreparedMessage> messages) {
    List<Object[]> texts = new ArrayList<>();
    List<Object[]> recipients = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Long id = ids.get(i);
      var message = messages.get(i).message();
      texts.add(
          new Object[] {
            id, message.owner().key(), text(message.subjectLine(), message.recipients())
          });
      message.recipients().stream()
          .map(recipient -> hash(recipient.address()))
          .distinct()
          .forEach(hash -> recipients.add(new Object[] {hash, id}));
    }
    batches.batchUpdate(
        "INSERT INTO message_search (message, owner, text) VALUES (?, ?, ?)", texts);
    batches.batchUpdate(
        "INSERT INTO message_recipient (address_hash, message) VALUES (?, ?)", recipients);
  }

  static String text(String subject, List<Recipient> recipients) {
    String all =
        Folding.fold(
            Stream.concat(
                    Stream.of(subject).filter(StringUtils::hasText),
                    recipients.stream().map(recipient -> recipient.address().toString()))
                .collect(Collectors.joining(SEPARATOR)));
    return all.length() <= TEXT_LENGTH ? all : (CUT + all).substring(0, TEXT_LENGTH);
  }

  /** Stands for an address, whatever its case and accents. */
  public static long hash(EmailAddress address) {
    return Sha256.firstBits(Folding.fold(address.toString()));
  }
}
