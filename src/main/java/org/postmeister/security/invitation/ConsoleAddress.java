package org.postmeister.security.invitation;

import java.util.Optional;
import org.postmeister.security.RequestDetails;
import org.postmeister.security.SignedInUser;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * The address of the console, unless it is configured. The first system administrator who signs in
 * determines it by the address used; from then on it changes only when one of them confirms another
 * one in the console.
 */
@Component
class ConsoleAddress {

  private final JdbcClient jdbc;

  ConsoleAddress(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<String> find() {
    return jdbc.sql("SELECT address FROM console_address").query(String.class).optional();
  }

  @EventListener
  void on(AuthenticationSuccessEvent event) {
    if (event.getAuthentication().getPrincipal() instanceof SignedInUser user
        && user.isSystemAdmin()
        && !user.isToken()
        && event.getAuthentication().getDetails() instanceof RequestDetails details
        && find().isEmpty()) {
      jdbc.sql("INSERT IGNORE INTO console_address (id, address) VALUES (1, ?)")
          .param(details.baseUrl())
          .update();
    }
  }

  void confirm(String address) {
    int updated = jdbc.sql("UPDATE console_address SET address = ?").param(address).update();
    if (updated == 0) {
      jdbc.sql("INSERT IGNORE INTO console_address (id, address) VALUES (1, ?)")
          .param(address)
          .update();
    }
  }
}
