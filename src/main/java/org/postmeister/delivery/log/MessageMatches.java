package org.postmeister.delivery.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.storage.LikePattern;
import org.postmeister.delivery.store.MessageSearchIndex;
import org.postmeister.mailserver.MailOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds messages by a text or a recipient. Each step reads ids from the table that excludes most: a
 * database that joins them itself chooses wrongly as soon as a text is rare or a state frequent.
 */
@Repository
class MessageMatches {

  // So few messages are read faster than the index of all.
  private static final int FEW = 5000;

  private static final int AT_ONCE = 1000;
  private static final int MOST_AT_ONCE = 10_000;

  private static final long FIRST_STRETCH = 5000;
  private static final long GROWTH = 4;
  private static final long LONGEST_STRETCH = 500_000;

  private final JdbcClient jdbc;
  private final MessageFilters filters;

  MessageMatches(JdbcClient jdbc, MessageFilters filters) {
    this.jdbc = jdbc;
    this.filters = filters;
  }

  /** Whether a query asks for a text or a recipient. */
  static boolean isFor(MessageQuery query) {
    return query.recipient() != null || !query.text().isBlank();
  }

  /**
   * Ids of the newest messages, newest first. A text that is the whole address of a recipient of
   * such messages finds that one's messages; any other one is found in the middle of subjects and
   * addresses.
   *
   * @param before only messages older than this id
   * @param most at most so many
   */
  List<Long> newest(MessageQuery asked, DeliveryBlockers.Now now, long before, int most) {
    MessageQuery query = byWholeAddress(asked);
    MessageFilters.Conditions where = filters.of(query, now);
    boolean narrowed =
        !query.statuses().isEmpty() || query.server() != null || query.messageId() != null;
    if (narrowed) {
      List<Long> few = filtered(where, before);
      if (few.size() <= FEW) {
        return withText(query, withRecipient(query, few)).stream().limit(most).toList();
      }
    }
    long end = where.last() == Long.MAX_VALUE ? before : Math.min(before, where.last() + 1);
    return query.recipient() == null
        ? newestWithText(query, where, end, most)
        : newestFor(query.recipient(), query, where, end, most);
  }

  private List<Long> newestFor(
      EmailAddress recipient,
      MessageQuery query,
      MessageFilters.Conditions where,
      long before,
      int most) {
    List<Long> found = new ArrayList<>();
    long end = before;
    List<Long> next;
    do {
      next = byRecipient(recipient, where.first(), end);
      if (!next.isEmpty()) {
        end = next.getLast();
        found.addAll(filtered(where, withText(query, next)));
      }
    } while (next.size() == AT_ONCE && found.size() < most);
    return found.stream().limit(most).toList();
  }

  // Forwards, MariaDB reads nearly twice as fast as backwards: so one stretch after another, each
  // longer than the one before.
  private List<Long> newestWithText(
      MessageQuery query, MessageFilters.Conditions where, long before, int most) {
    List<Long> found = new ArrayList<>();
    long end = Math.min(before, newest() + 1);
    long stretch = FIRST_STRETCH;
    while (end > where.first() && found.size() < most) {
      long from = Math.max(where.first(), end - stretch);
      Texts texts = texts(query, from, end);
      if (texts.all().size() > MOST_AT_ONCE) {
        stretch = MOST_AT_ONCE;
      } else {
        found.addAll(filtered(where, whole(query, texts)));
        end = from;
        stretch = Math.min(GROWTH * stretch, LONGEST_STRETCH);
      }
    }
    return found.stream().limit(most).toList();
  }

  private long newest() {
    return jdbc.sql("SELECT COALESCE(MAX(message), 0) FROM message_search")
        .query(Long.class)
        .single();
  }

  private MessageQuery byWholeAddress(MessageQuery query) {
    return query.recipient() != null
        ? query
        : EmailAddress.find(query.text().strip())
            .filter(address -> isRecipient(address, query.owners()))
            .map(address -> query.about("").to(address))
            .orElse(query);
  }

  // Of messages that are searched: what others send must not show in what one finds.
  private boolean isRecipient(EmailAddress address, @Nullable Set<MailOwner> owners) {
    String ofOwners =
        owners == null
            ? ""
            : " AND EXISTS (SELECT 1 FROM message_search s"
                + " WHERE s.message = r.message AND s.owner IN (:owners))";
    JdbcClient.StatementSpec search =
        jdbc.sql(
                "SELECT r.message FROM message_recipient r WHERE r.address_hash = :hash"
                    + ofOwners
                    + " LIMIT 1")
            .param("hash", MessageSearchIndex.hash(address));
    return (owners == null ? search : search.param("owners", MessageFilters.keys(owners)))
        .query((row, number) -> row.getLong("message"))
        .optional()
        .isPresent();
  }

  /** The newest that fulfil the conditions: one more than a few if there are more. */
  private List<Long> filtered(MessageFilters.Conditions where, long before) {
    return jdbc.sql(
            "SELECT id FROM message WHERE id < :before"
                + where.sql()
                + " ORDER BY id DESC LIMIT "
                + (FEW + 1))
        .params(where.values())
        .param("before", before)
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  private List<Long> filtered(MessageFilters.Conditions where, List<Long> ids) {
    if (ids.isEmpty() || where.sql().isEmpty()) {
      return ids;
    }
    return jdbc.sql("SELECT id FROM message WHERE id IN (:ids)" + where.sql() + " ORDER BY id DESC")
        .params(where.values())
        .param("ids", ids)
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  private List<Long> byRecipient(EmailAddress recipient, long first, long before) {
    return jdbc.sql(
            """
            SELECT message FROM message_recipient
            WHERE address_hash = ? AND message >= ? AND message < ? ORDER BY message DESC LIMIT ?
            """)
        .params(MessageSearchIndex.hash(recipient), first, before, AT_ONCE)
        .query((row, number) -> row.getLong("message"))
        .list();
  }

  private List<Long> withRecipient(MessageQuery query, List<Long> ids) {
    EmailAddress recipient = query.recipient();
    if (recipient == null || ids.isEmpty()) {
      return ids;
    }
    return jdbc.sql(
            """
            SELECT message FROM message_recipient WHERE address_hash = :hash AND message IN (:ids)
            ORDER BY message DESC
            """)
        .param("hash", MessageSearchIndex.hash(recipient))
        .param("ids", ids)
        .query((row, number) -> row.getLong("message"))
        .list();
  }

  /**
   * Messages that a text may be in.
   *
   * @param all newest first
   * @param cut those of them of which not all addresses have been read
   */
  private record Texts(List<Long> all, List<Long> cut) {}

  /** Those of a stretch; if there are more than {@link #MOST_AT_ONCE}, one more than that. */
  private Texts texts(MessageQuery query, long first, long before) {
    Map<String, Object> values = new HashMap<>();
    values.put("first", first);
    values.put("before", before);
    String ofOwners = "";
    if (query.owners() != null) {
      ofOwners = " AND owner IN (:owners)";
      values.put("owners", MessageFilters.keys(query.owners()));
    }
    return texts("message >= :first AND message < :before" + ofOwners, query, values);
  }

  private Texts texts(String condition, MessageQuery query, Map<String, Object> values) {
    values.put("text", pattern(query));
    values.put("cut", MessageSearchIndex.CUT + "%");
    List<Long> all = new ArrayList<>();
    List<Long> cut = new ArrayList<>();
    jdbc.sql(
            "SELECT message, CASE WHEN text LIKE :text ESCAPE '!' THEN 1 ELSE 0 END AS contains"
                + " FROM message_search WHERE "
                + condition
                + " AND (text LIKE :text ESCAPE '!' OR text LIKE :cut) LIMIT "
                + (MOST_AT_ONCE + 1))
        .params(values)
        .query(row -> {
          all.add(row.getLong("message"));
          if (row.getInt("contains") == 0) {
            cut.add(row.getLong("message"));
          }
        });
    all.sort(Comparator.reverseOrder());
    return new Texts(all, cut);
  }

  private List<Long> withText(MessageQuery query, List<Long> ids) {
    if (query.text().isBlank() || ids.isEmpty()) {
      return ids;
    }
    Map<String, Object> values = new HashMap<>(Map.of("ids", ids));
    return whole(query, texts("message IN (:ids)", query, values));
  }

  /** Without those that do not have the text among the rest of their addresses either. */
  private List<Long> whole(MessageQuery query, Texts texts) {
    if (texts.cut().isEmpty()) {
      return texts.all();
    }
    Set<Long> without = new HashSet<>(texts.cut());
    jdbc.sql(
            "SELECT id FROM message WHERE id IN (:ids) AND LOWER(recipients) LIKE :text ESCAPE '!'")
        .param("ids", texts.cut())
        .param("text", pattern(query))
        .query(row -> {
          without.remove(row.getLong("id"));
        });
    return texts.all().stream().filter(id -> !without.contains(id)).toList();
  }

  private static String pattern(MessageQuery query) {
    return LikePattern.contains(Folding.fold(query.text()));
  }
}
