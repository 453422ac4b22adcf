package org.postmeister;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import org.junit.jupiter.api.AfterEach;
import org.postmeister.testing.ScriptedSmtpServer;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** What tests of the HTTP API of the system have in common. */
abstract class SystemApiTestCase {

  static final String PLATFORM = "/api/v1/system/platform";
  static final String MAIL_SERVER = "/api/v1/system/mail-server";
  static final String OAUTH2 =
      """
      {"enabled": true, "host": "smtp.office365.com", "port": 587, "encryption": "STARTTLS",
       "senderAddress": "noreply@example.com",
       "authentication": {"mode": "SMTP_OAUTH2", "username": "noreply@example.com",
         "directoryId": "11111111-2222-3333-4444-555555555555",
         "applicationId": "66666666-7777-8888-9999-000000000000", "clientSecret": "write-only"}}
      """;

  static final String COMPLETE =
      """
      {"enabled": true, "host": "smtp.example.com", "port": 587, "encryption": "STARTTLS",
       "senderAddress": "noreply@example.com", "senderName": "Example", "utf8Headers": false,
       "authentication": {"mode": "USERNAME_PASSWORD", "username": "u", "password": "write-only"}}
      """;

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;

  final ScriptedSmtpServer server = new ScriptedSmtpServer();

  @AfterEach
  void stop() {
    server.close();
  }

  ResultActions send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(admin()));
  }

  ResultActions send(MockHttpServletRequestBuilder request, String body) throws Exception {
    return send(request, body, "en");
  }

  ResultActions send(MockHttpServletRequestBuilder request, String body, String language)
      throws Exception {
    return mvc.perform(
        request
            .with(admin())
            .header("Accept-Language", language)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  static RequestPostProcessor admin() {
    return httpBasic(TestAccounts.ADMIN, TestAccounts.ADMIN_PASSWORD);
  }
}
