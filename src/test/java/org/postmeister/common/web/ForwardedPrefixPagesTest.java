package org.postmeister.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.apache.catalina.Globals;
import org.junit.jupiter.api.Test;
import org.postmeister.security.TestUsers;
import org.postmeister.testing.PostmeisterTest;
import org.postmeister.testing.TestAccounts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * What Postmeister answers behind a proxy that takes off /mail; the console itself is in ProxyIT.
 */
@PostmeisterTest
class ForwardedPrefixPagesTest {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  @Autowired private MockMvcTester mvc;

  private MvcTestResult perform(MockHttpServletRequestBuilder request) {
    return mvc.perform(
        request
            .header(ForwardedPrefix.HEADER, "/mail")
            .requestAttr(Globals.REQUEST_FORWARDED_ATTRIBUTE, true));
  }

  private static RequestPostProcessor asError() {
    return sent -> {
      sent.setDispatcherType(DispatcherType.ERROR);
      return sent;
    };
  }

  private static MockHttpServletRequestBuilder signIn(MockHttpSession session, String password) {
    return post("/login")
        .session(session)
        .param("username", TestAccounts.ADMIN)
        .param("password", password)
        .with(csrf());
  }

  @Test
  void signingInLeadsToThePageThatWasAskedFor() {
    MockHttpSession session = new MockHttpSession();
    assertThat(perform(get("/tenants").session(session).header("Accept", BROWSER)))
        .hasRedirectedUrl("/mail/login");

    assertThat(perform(signIn(session, "wrong"))).hasRedirectedUrl("/mail/login?error");
    assertThat(perform(signIn(session, TestAccounts.ADMIN_PASSWORD)))
        .redirectedUrl()
        .startsWith("http://localhost/mail/tenants");
    assertThat(perform(signIn(new MockHttpSession(), TestAccounts.ADMIN_PASSWORD)))
        .hasRedirectedUrl("/mail/");
  }

  @Test
  void signingOutLeadsToTheStart() {
    assertThat(perform(post("/logout").with(authentication(TestUsers.systemAdmin())).with(csrf())))
        .hasRedirectedUrl("/mail/");
  }

  @Test
  void cookiesAreForThatPath() {
    MvcTestResult signedIn = perform(signIn(new MockHttpSession(), TestAccounts.ADMIN_PASSWORD));

    assertThat(signedIn.getResponse().getHeaders(HttpHeaders.SET_COOKIE))
        .hasSize(2)
        .allMatch(cookie -> cookie.contains("; Path=/mail/;"));
  }

  @Test
  void pagesOfErrorsFindWhatTheyConsistOf() {
    assertThat(
            perform(
                get("/error")
                    .header("Accept", BROWSER)
                    .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 404)
                    .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/x")
                    .with(asError())))
        .bodyText()
        .contains(
            "href=\"/mail/\"",
            "href=\"/mail/favicon.svg\"",
            "href=\"/mail/postmeister/postmeister.css\"",
            "href=\"/mail/aura/");
  }

  @Test
  void programsGetProblemDetailsThereToo() {
    assertThat(
            perform(
                get("/error")
                    .header("Accept", BROWSER)
                    .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 400)
                    .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/api/v1/x")
                    .with(asError())))
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void theDescriptionOfTheApiSaysWhereItIs() {
    assertThat(perform(get("/api/v1/openapi.json")))
        .bodyJson()
        .extractingPath("$.servers[0].url")
        .isEqualTo("/mail");
    assertThat(perform(get("/api/v1/docs"))).hasRedirectedUrl("/mail/api/v1/swagger-ui/index.html");
    assertThat(perform(get("/api/v1/openapi.json/swagger-config")))
        .bodyJson()
        .extractingPath("$.url")
        .isEqualTo("/mail/api/v1/openapi.json");
    // Whoever asks without the proxy gets what is right there.
    assertThat(mvc.perform(get("/api/v1/openapi.json")))
        .bodyJson()
        .extractingPath("$.servers[0].url")
        .isEqualTo("/");
  }

  @Test
  void anybodyElseIsNotBelieved() {
    assertThat(
            mvc.perform(
                get("/tenants").header("Accept", BROWSER).header(ForwardedPrefix.HEADER, "/mail")))
        .hasRedirectedUrl("/login");
  }
}
