package org.postmeister.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Before each test: settings as after the first start, nobody signed in. After it: nothing that was
 * written may have been lost.
 */
class ResetDatabase implements BeforeEachCallback, AfterEachCallback {

  private static final List<String> EMPTY_AT_FIRST =
      List.of(
          "notice",
          "notice_switch",
          "support_request",
          "mail_text",
          "message_filter",
          "node",
          "mail_brand",
          "message_attempt",
          "message_body",
          "message_search",
          "message_recipient",
          "message",
          "server_health",
          "server_limit",
          "server_stuck",
          "shared_connection",
          "lane_failure",
          "delivery_count",
          "sending_allowance",
          "scheduled_tasks",
          "mail_policy",
          "tenant_support",
          "test_outcome",
          "test_history",
          "tenant_overview",
          "invitation",
          "pending_address",
          "account_session",
          "api_token",
          "account_tenant",
          "tenant",
          "audit_entry");

  @Override
  public void beforeEach(ExtensionContext context) {
    SecurityContextHolder.clearContext();
    ApplicationContext application = SpringExtension.getApplicationContext(context);
    JdbcClient jdbc = application.getBean(JdbcClient.class);
    jdbc.sql(
            """
            UPDATE platform SET revision = 1, platform_version = '7.4.0', license_holder = NULL, license_id = NULL,
              license_edition = NULL, license_valid_until = NULL, license_max_tenants = NULL
            """)
        .update();
    jdbc.sql(
            """
            UPDATE mail_server SET revision = 1, enabled = FALSE, host = NULL, port = 25, encryption = 'NONE',
              sender_address = NULL, sender_name = NULL, utf8_headers = FALSE, authentication_mode = 'NONE',
              username = NULL, directory_id = NULL, application_id = NULL, cloud = NULL,
              client_secret_expires_on = NULL, secret_stored = FALSE, max_connections = NULL,
              max_per_minute = NULL, max_per_hour = NULL, max_per_day = NULL, greeting_name = NULL,
              reply_to = NULL, envelope_sender = NULL, allowed_senders = NULL, sender_policy = NULL,
              trusted_certificates = NULL,
              connect_seconds = NULL, answer_seconds = NULL, message_seconds = NULL, client_certificate = NULL
            """)
        .update();
    jdbc.sql(
            """
            UPDATE support_options SET revision = 1, address = NULL, tenant_address_allowed = FALSE,
              attach_system_information = FALSE
            """)
        .update();
    jdbc.sql("DELETE FROM mail_server WHERE owner <> 'system'").update();
    EMPTY_AT_FIRST.forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    jdbc.sql("DELETE FROM secret WHERE owner <> 'postmeister'").update();
    jdbc.sql(
            """
            UPDATE account SET active = TRUE, role = 'SYSTEM_ADMIN', name = 'System administrator',
              email = NULL, time_zone = NULL, browser_time_zone = NULL, language = NULL,
              last_sign_in_at = NULL
            WHERE login_key = 'sadmin'
            """)
        .update();
    jdbc.sql("DELETE FROM account WHERE login_key <> 'sadmin'").update();
    jdbc.sql("DELETE FROM console_address").update();
    jdbc.sql("INSERT INTO console_address (id, address) VALUES (1, 'http://localhost')").update();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(SpringExtension.getApplicationContext(context).getBean(RoundTrips.class).takeLost())
        .isEmpty();
  }
}
