package org.postmeister.delivery.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.delivery.message.MimeContent;
import org.postmeister.delivery.message.PreparedMessage;
import org.postmeister.secret.ContentCipher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The contents of messages, encrypted, and in parts that every database accepts by default. */
@Repository
public class MessageContents {

  private static final Logger log = LoggerFactory.getLogger(MessageContents.class);

  // Well below 1 MB, the least that MariaDB is set to accept in one statement (max_allowed_packet).
  private static final int PART = 500_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final ContentCipher cipher;

  MessageContents(JdbcClient jdbc, JdbcTemplate batches, ContentCipher cipher) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.cipher = cipher;
  }

  /** The content of a message, encrypted, part by part. */
  public List<byte[]> encrypt(MimeContent written) {
    byte[] content = written.content();
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < content.length; from += PART) {
      byte[] piece =
          content.length <= PART
              ? content
              : Arrays.copyOfRange(content, from, Math.min(content.length, from + PART));
      parts.add(cipher.encrypt(piece, context(written.messageId(), parts.size())));
    }
    return parts;
  }

  /**
   * @param ids of the messages
   */
  public void add(List<Long> ids, List<PreparedMessage> messages) {
    List<Object[]> rows = new ArrayList<>();
    int size = 0;
    for (int i = 0; i < messages.size(); i++) {
      List<byte[]> parts = messages.get(i).ciphertexts();
      for (int part = 0; part < parts.size(); part++) {
        // The driver makes one statement of a batch.
        size += parts.get(part).length;
        if (size > PART && !rows.isEmpty()) {
          insert(rows);
          rows.clear();
          size = parts.get(part).length;
        }
        rows.add(new Object[] {ids.get(i), part, parts.get(part)});
      }
    }
    insert(rows);
  }

  private void insert(List<Object[]> rows) {
    batches.batchUpdate(
        "INSERT INTO message_body (message, part, ciphertext) VALUES (?, ?, ?)", rows);
  }

  /** Those that are still stored and complete, by the id of the message. */
  public Map<Long, byte[]> find(Collection<ClaimedMessage> messages) {
    Map<Long, String> messageIds = new HashMap<>();
    messages.forEach(message -> messageIds.put(message.id(), message.messageId()));
    return find(messageIds);
  }

  public Optional<byte[]> find(long message, String messageId) {
    return Optional.ofNullable(find(Map.of(message, messageId)).get(message));
  }

  public boolean isKept(long message) {
    return jdbc.sql("SELECT part FROM message_body WHERE message = ? AND part = 0")
        .param(message)
        .query((row, number) -> row.getInt("part"))
        .optional()
        .isPresent();
  }

  /**
   * Deletes the content of ended messages that only the recipient was meant to read.
   *
   * @param since of those that have ended since then
   */
  void deleteConfidential(Instant since) {
    jdbc.sql(
            """
            DELETE FROM message_body WHERE message IN
              (SELECT id FROM message WHERE ended_at >= ? AND confidential = TRUE)
            """)
        .param(UtcTime.toColumn(since))
        .update();
  }

  void delete(Collection<Long> messages) {
    if (!messages.isEmpty()) {
      jdbc.sql("DELETE FROM message_body WHERE message IN (:ids)").param("ids", messages).update();
    }
  }

  private Map<Long, byte[]> find(Map<Long, String> messageIds) {
    Map<Long, List<byte[]>> found = new HashMap<>();
    Set<Long> damaged = new HashSet<>();
    jdbc.sql(
            """
            SELECT message, part, ciphertext FROM message_body WHERE message IN (:ids)
            ORDER BY message, part
            """)
        .param("ids", messageIds.keySet())
        .query(row -> {
          long message = row.getLong("message");
          String context = context(messageIds.getOrDefault(message, ""), row.getInt("part"));
          try {
            found
                .computeIfAbsent(message, id -> new ArrayList<>())
                .add(cipher.decrypt(row.getBytes("ciphertext"), context));
          } catch (GeneralSecurityException e) {
            log.error("The content of message {} is damaged", message, e);
            damaged.add(message);
          }
        });
    found.keySet().removeAll(damaged);
    Map<Long, byte[]> whole = new HashMap<>();
    found.forEach((message, parts) -> whole.put(message, joined(parts)));
    return whole;
  }

  // Nearly all have one part, and the others are large: neither is copied more often than needed.
  private static byte[] joined(List<byte[]> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    ByteBuffer whole = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(whole::put);
    return whole.array();
  }

  // No part can replace another, of whatever message.
  private static String context(String messageId, int part) {
    return messageId + "/" + part;
  }
}
