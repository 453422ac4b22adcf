package org.postmeister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.postmeister.testing.TestMailServers.draft;
import static org.postmeister.testing.TestMailServers.open;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.SomeMessages;
import org.postmeister.delivery.log.MessageActionService;
import org.postmeister.delivery.outbox.Outbox;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.security.TestUsers;
import org.postmeister.security.TokenScope;
import org.postmeister.tenant.TenantService;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.SignedIn;
import org.postmeister.testing.SomeTenants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The message log of everybody over the HTTP API, and the links from page to page. */
@PostmeisterTest
class AllMessagesApiTest {

  private static final String ALL = "/api/v1/messages";

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient jdbc;
  @Autowired private Outbox outbox;
  @Autowired private MessageActionService actions;
  @Autowired private SystemMailServerService systemServer;
  @Autowired private TenantService tenants;

  private TenantId acme;
  private TenantId other;

  @BeforeEach
  void mailIsOn() {
    SignedIn.asSystemAdmin();
    systemServer.save(draft(open("localhost", 1), null), null);
    acme = SomeTenants.create(tenants, "acme");
    other = SomeTenants.create(tenants, "other");
    jdbc.sql("DELETE FROM message").update();
  }

  private long message(MailOwner owner, String subject, String... recipients) {
    return outbox.enqueue(SomeMessages.about(owner, subject, recipients), null).id();
  }

  private ResultActions list(String query) throws Exception {
    SecurityContextHolder.clearContext();
    return mvc.perform(
        get(URI.create(ALL + query))
            .with(authentication(TestUsers.systemToken(TokenScope.MESSAGES_READ))));
  }

  @Test
  void hasTheMessagesOfAllWithTheirTenants() throws Exception {
    message(MailOwner.SYSTEM, "a", "a@example.org");
    message(MailOwner.of(acme), "b", "a@example.org");
    message(MailOwner.of(other), "c", "a@example.org");

    list("")
        .andExpect(status().isOk())
        .andExpect(header().doesNotExist("Link"))
        .andExpect(jsonPath("$.length()").value(3))
        .andExpect(jsonPath("$[0].tenant").value("other"))
        .andExpect(jsonPath("$[1].tenant").value("acme"))
        .andExpect(jsonPath("$[2].tenant").doesNotExist());
    list("?tenant=acme")
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].subject").value("b"));
    list("?tenant=system")
        .andExpect(jsonPath("$.length()").value(1))
        .andExpect(jsonPath("$[0].subject").value("a"));
    list("?tenant=nobody").andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @CsvSource({
    "ann@example.org,              first",
    "ANN@example.org,              first",
    "anna@example.org,             second",
    "bob%40example.org,            second first",
    "b_b@example.org,              ''",
    "example.org,                  REFUSED",
    "grosse,                       REFUSED",
    "number299@example.org,        many",
    "number29@example.org,         many",
  })
  void findsByTheWholeAddressOfARecipient(String recipient, String subjects) throws Exception {
    message(MailOwner.of(acme), "first", "ann@example.org", "bob@example.org");
    message(MailOwner.SYSTEM, "second", "bob@example.org", "anna@example.org");
    message(
        MailOwner.SYSTEM,
        "many",
        IntStream.range(0, 300)
            .mapToObj(i -> "number" + i + "@example.org")
            .toArray(String[]::new));

    ResultActions answer = list("?recipient=" + recipient);
    if (subjects.equals("REFUSED")) {
      answer
          .andExpect(status().isUnprocessableContent())
          .andExpect(jsonPath("$.errors[0].field").value("recipient"));
    } else {
      List<String> found =
          JsonPath.read(answer.andReturn().getResponse().getContentAsString(), "$[*].subject");
      assertThat(String.join(" ", found)).isEqualTo(subjects);
    }
  }

  @Test
  void findsByMessageIdStatesTextAndTime() throws Exception {
    long first = message(MailOwner.of(acme), "First", "a@example.org");
    long second = message(MailOwner.of(other), "Second", "a@example.org");
    message(MailOwner.of(other), "Third", "a@example.org");
    actions.cancel(first);
    jdbc.sql("UPDATE message SET accepted_at = '2026-01-02 03:04:05' WHERE id = ?")
        .param(first)
        .update();
    jdbc.sql("UPDATE message SET status = 'DELIVERED', lane = NULL WHERE id = ?")
        .param(second)
        .update();
    String messageId =
        jdbc.sql("SELECT message_id FROM message WHERE id = ?")
            .param(second)
            .query(String.class)
            .single()
            .replaceAll("[<>]", "");

    for (String query :
        List.of(
            "?messageId=" + messageId,
            "?messageId=%3C" + messageId + "%3E",
            "?status=DELIVERED",
            "?query=SECOND",
            "?query=second&tenant=other&status=DELIVERED&recipient=a@example.org")) {
      list(query)
          .andExpect(jsonPath("$.length()").value(1))
          .andExpect(jsonPath("$[0].subject").value("Second"));
    }
    list("?status=DELIVERED&status=CANCELLED")
        .andExpect(jsonPath("$.length()").value(2))
        .andExpect(jsonPath("$[1].subject").value("First"));
    list("?to=2026-01-02T03:04:06Z").andExpect(jsonPath("$.length()").value(1));
    list("?to=2026-01-02T03:04:05Z").andExpect(jsonPath("$.length()").value(0));
    list("?from=2026-01-02T03:04:05Z").andExpect(jsonPath("$.length()").value(3));
    list("?from=2026-01-02T03:04:06Z").andExpect(jsonPath("$.length()").value(2));
    list("?messageId=nothing@example.org").andExpect(jsonPath("$.length()").value(0));
  }

  @Test
  void linksLeadThroughAllOfThemOnce() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      message(MailOwner.of(i % 2 == 0 ? acme : other), "Subject " + i, "a@example.org");
      expected.addFirst("Subject " + i);
    }

    assertThat(follow(ALL + "?limit=2&recipient=a%40example.org", "$[*].subject"))
        .containsExactlyElementsOf(expected);
    assertThat(follow(ALL + "?status=QUEUED&limit=5", "$[*].subject"))
        .containsExactlyElementsOf(expected);
    assertThat(follow("/api/v1/tenants/acme/messages?limit=2", "$[*].subject"))
        .containsExactly("Subject 4", "Subject 2", "Subject 0");
    assertThat(follow("/api/v1/tenants?size=1", "$.items[*].name"))
        .containsExactly("acme", "other");
    assertThat(follow("/api/v1/audit?limit=1&action=TENANT_CREATED", "$[*].subject"))
        .containsExactly("other", "acme");
    list("?cursor=17")
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[0].field").value("cursor"));
  }

  private List<String> follow(String begin, String path) throws Exception {
    SecurityContextHolder.clearContext();
    List<String> found = new ArrayList<>();
    URI at = URI.create("http://localhost" + begin);
    for (int page = 0; at != null && page < 10; page++) {
      var response =
          mvc.perform(get(at).with(authentication(TestUsers.systemToken())))
              .andExpect(status().isOk())
              .andReturn()
              .getResponse();
      found.addAll(JsonPath.<List<String>>read(response.getContentAsString(), path));
      String link = response.getHeader("Link");
      at = link == null ? null : at.resolve(link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
    }
    assertThat(at).isNull();
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "limit,  abc,       This must be a whole number.",
    "from,   yesterday, This must be a time such as 2026-01-31T08:30:00Z.",
    "status, LOST,      Only these are possible: QUEUED",
  })
  void namesTheParameterThatCannotBeRead(String parameter, String value, String message)
      throws Exception {
    list("?" + parameter + "=" + value)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("malformed_request"))
        .andExpect(
            jsonPath("$.detail")
                .value("The parameter “" + parameter + "” has a value that cannot be read."))
        .andExpect(jsonPath("$.errors[0].field").value(parameter))
        .andExpect(jsonPath("$.errors[0].message").value(startsWith(message)));
  }

  @Test
  void isForSystemAdministratorsAndTokensThatMayRead() throws Exception {
    SecurityContextHolder.clearContext();
    mvc.perform(get(ALL).with(authentication(TestUsers.systemAdmin()))).andExpect(status().isOk());
    for (var who :
        List.of(TestUsers.tenantAdmin(acme), TestUsers.systemToken(TokenScope.MESSAGES_SEND))) {
      mvc.perform(get(ALL).with(authentication(who)))
          .andExpect(status().isForbidden())
          .andExpect(jsonPath("$.code").value("forbidden"));
    }
  }
}
