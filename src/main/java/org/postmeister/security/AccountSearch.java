package org.postmeister.security;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.postmeister.common.LikePattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds accounts page by page. */
@Repository
class AccountSearch {

  private final JdbcClient jdbc;

  AccountSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<UUID> page(String text, int offset, int limit) {
    Map<String, Object> parameters = parameters(text);
    parameters.put("offset", offset);
    parameters.put("limit", limit);
    return jdbc.sql(
            "SELECT id FROM account"
                + where(text)
                + " ORDER BY login_key LIMIT :limit OFFSET :offset")
        .params(parameters)
        .query((row, number) -> row.getObject("id", UUID.class))
        .list();
  }

  int count(String text) {
    return jdbc.sql("SELECT COUNT(*) FROM account" + where(text))
        .params(parameters(text))
        .query(Integer.class)
        .single();
  }

  private static String where(String text) {
    return text.isBlank()
        ? ""
        : " WHERE login_key LIKE :text ESCAPE '!' OR LOWER(name) LIKE :text ESCAPE '!'";
  }

  private static Map<String, Object> parameters(String text) {
    Map<String, Object> parameters = new HashMap<>();
    if (!text.isBlank()) {
      parameters.put("text", LikePattern.contains(text.strip().toLowerCase(Locale.ROOT)));
    }
    return parameters;
  }
}
