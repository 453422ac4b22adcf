package org.postmeister.secret;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.storage.UtcTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of ciphertexts. */
@Repository
class StoredSecrets {

  private final JdbcClient jdbc;
  private final Clock clock;

  StoredSecrets(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<String> find(SecretName name) {
    return jdbc.sql("SELECT ciphertext FROM secret WHERE owner = ? AND field = ?")
        .params(name.owner(), name.field())
        .query(String.class)
        .optional();
  }

  /** The same, and nobody else can write it before the transaction ends. */
  Optional<String> findLocked(SecretName name) {
    return jdbc.sql("SELECT ciphertext FROM secret WHERE owner = ? AND field = ? FOR UPDATE")
        .params(name.owner(), name.field())
        .query(String.class)
        .optional();
  }

  List<SecretName> names() {
    return jdbc.sql("SELECT owner, field FROM secret")
        .query((row, number) -> new SecretName(row.getString("owner"), row.getString("field")))
        .list();
  }

  /** Those that these keys do not open. */
  List<SecretName> unreadableWith(SecretCipher cipher) {
    List<SecretName> unreadable = new ArrayList<>();
    for (SecretName name : names()) {
      try {
        Optional<String> ciphertext = find(name);
        if (ciphertext.isPresent()) {
          cipher.decrypt(ciphertext.get(), name);
        }
      } catch (GeneralSecurityException e) {
        unreadable.add(name);
      }
    }
    return unreadable;
  }

  void put(SecretName name, String ciphertext) {
    int updated =
        jdbc.sql("UPDATE secret SET ciphertext = ?, changed_at = ? WHERE owner = ? AND field = ?")
            .params(ciphertext, UtcTime.toColumn(clock.instant()), name.owner(), name.field())
            .update();
    if (updated == 0) {
      jdbc.sql("INSERT INTO secret (ciphertext, changed_at, owner, field) VALUES (?, ?, ?, ?)")
          .params(ciphertext, UtcTime.toColumn(clock.instant()), name.owner(), name.field())
          .update();
    }
  }

  void delete(SecretName name) {
    jdbc.sql("DELETE FROM secret WHERE owner = ? AND field = ?")
        .params(name.owner(), name.field())
        .update();
  }
}
