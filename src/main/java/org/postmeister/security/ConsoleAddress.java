package org.postmeister.security;

import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * The address by which a system administrator has last signed in to the console: what is known of
 * where it is, unless it is configured. Until somebody has, the address of the HTTP API has to do.
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
        && (!details.isApi() || find().isEmpty())) {
      keep(details.baseUrl());
    }
  }

  private void keep(String address) {
    int updated = jdbc.sql("UPDATE console_address SET address = ?").param(address).update();
    if (updated == 0) {
      jdbc.sql("INSERT IGNORE INTO console_address (id, address) VALUES (1, ?)")
          .param(address)
          .update();
    }
  }
}
