package org.postmeister.delivery.log;

import java.util.List;
import java.util.UUID;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The filters of the message log that people have saved, for themselves. */
@Service
public class SavedFilterService {

  /** That one person can save. */
  static final int MOST = 50;

  private static final int QUERY_LENGTH = 4000;

  private final JdbcClient jdbc;
  private final CurrentUser currentUser;

  SavedFilterService(JdbcClient jdbc, CurrentUser currentUser) {
    this.jdbc = jdbc;
    this.currentUser = currentUser;
  }

  /** The caller's, by name. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional(readOnly = true)
  public List<SavedFilter> list() {
    return jdbc.sql("SELECT name, query FROM message_filter WHERE account_id = ? ORDER BY name")
        .param(account())
        .query((row, number) -> new SavedFilter(row.getString("name"), row.getString("query")))
        .list();
  }

  /**
   * Saves a filter in place of the one with that name, if there is one.
   *
   * @throws ValidationFailedException if the filter is too long, or there are too many
   */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional
  public void save(SingleLine name, String query) {
    if (query.length() > QUERY_LENGTH) {
      throw refused("search_too_long", QUERY_LENGTH);
    }
    // Those of accounts that have been deleted.
    jdbc.sql("DELETE FROM message_filter WHERE account_id NOT IN (SELECT id FROM account)")
        .update();
    delete(name.value());
    if (list().size() >= MOST) {
      throw refused("too_many_items", MOST);
    }
    jdbc.sql("INSERT INTO message_filter (account_id, name, query) VALUES (?, ?, ?)")
        .params(account(), name.value(), query)
        .update();
  }

  /** Deletes the caller's filter of that name, if there is one. */
  @PreAuthorize("@permissions.mayAdministerSomething()")
  @Transactional
  public void delete(String name) {
    jdbc.sql("DELETE FROM message_filter WHERE account_id = ? AND name = ?")
        .params(account(), name)
        .update();
  }

  private static ValidationFailedException refused(String code, int most) {
    return new ValidationFailedException(
        List.of(FieldViolation.of("name", code, Integer.toString(most))));
  }

  private UUID account() {
    return currentUser.get().accountId();
  }
}
