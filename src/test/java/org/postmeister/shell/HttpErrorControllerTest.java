package org.postmeister.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.testing.PostmeisterTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What becomes of requests that fail outside the console and the controllers. */
@PostmeisterTest
@ExtendWith(OutputCaptureExtension.class)
class HttpErrorControllerTest {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  @Autowired private MockMvcTester mvc;

  private static MockHttpServletRequestBuilder failed(
      int status, String path, @Nullable Throwable failure) {
    MockHttpServletRequestBuilder request =
        get("/error")
            .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status)
            .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, path)
            .with(sent -> {
              sent.setDispatcherType(DispatcherType.ERROR);
              return sent;
            });
    return failure == null
        ? request
        : request.requestAttr(RequestDispatcher.ERROR_EXCEPTION, failure);
  }

  private MvcTestResult browser(int status, @Nullable Throwable failure, Locale language) {
    return mvc.perform(
        failed(status, "/VAADIN/x", failure).header("Accept", BROWSER).locale(language));
  }

  @ParameterizedTest
  @CsvSource({
    "404, en, There is nothing here",
    "404, de, Hier gibt es nichts",
    "400, en, This address does not work",
    "405, de, Diese Adresse funktioniert nicht",
    "403, en, This is not allowed",
    "413, de, Das war zu viel",
    "503, en, Postmeister cannot respond at the moment",
    "500, de, Diese Seite kann nicht angezeigt werden"
  })
  void browsersGetAPageInTheirLanguage(int status, String language, String title) {
    MvcTestResult page = browser(status, null, Locale.of(language));

    assertThat(page).hasStatus(status).hasContentTypeCompatibleWith(MediaType.TEXT_HTML);
    assertThat(page)
        .bodyText()
        .contains("<html lang=\"" + language + "\"", "<h1>" + title + "</h1>", "href=\"/\"")
        .doesNotContain("<script", "Whitelabel");
    assertThat(page.getResponse().getHeader("Content-Security-Policy"))
        .contains("style-src 'self'", "default-src 'none'")
        .doesNotContain("script-src");
  }

  @Test
  void whatThePersonHasChosenCountsMoreThanTheBrowser() {
    MvcTestResult page =
        mvc.perform(
            failed(404, "/x", null)
                .header("Accept", BROWSER)
                .locale(Locale.ENGLISH)
                .cookie(
                    new Cookie("postmeister_language", "de"),
                    new Cookie("postmeister_colors", "DARK")));

    assertThat(page).bodyText().contains("Hier gibt es nichts", "color-scheme: dark");
  }

  @Test
  void aFaultIsInTheLogUnderTheReferenceOfThePage(CapturedOutput log) {
    MvcTestResult page = browser(500, new IllegalStateException("jdbc:secret <b>"), Locale.ENGLISH);

    assertThat(page).hasStatus(500);
    String reference = text(page).replaceAll("(?s).*the reference ([0-9a-f]{8}) to those.*", "$1");
    assertThat(reference).hasSize(8);
    assertThat(log).contains("reference " + reference);
    assertThat(text(page)).doesNotContain("secret");
  }

  private static String text(MvcTestResult page) {
    return new String(
        page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void saysThatTheDatabaseDoesNotRespondAndWhenToTryAgain() {
    MvcTestResult page =
        browser(500, new CannotGetJdbcConnectionException("10.0.0.7"), Locale.ENGLISH);

    assertThat(page).hasStatus(503).hasHeader("Retry-After", "5");
    assertThat(text(page)).contains("The database is not responding").doesNotContain("10.0.0.7");
  }

  @ParameterizedTest
  @CsvSource({"/VAADIN/x, application/json", "/x, */*", "/api/v1/x;y, 'text/html,*/*;q=0.8'"})
  void programsGetProblemDetails(String path, String accept) {
    MvcTestResult problem = mvc.perform(failed(400, path, null).header("Accept", accept));

    assertThat(problem)
        .hasStatus(400)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("code")
        .isEqualTo("malformed_request");
  }

  @Test
  void theAddressItselfIsNotThere() {
    assertThat(
            mvc.perform(
                get("/error")
                    .header("Accept", BROWSER)
                    .with(
                        org.springframework.security.test.web.servlet.request
                            .SecurityMockMvcRequestPostProcessors.user("somebody"))))
        .hasStatus(404);
  }
}
